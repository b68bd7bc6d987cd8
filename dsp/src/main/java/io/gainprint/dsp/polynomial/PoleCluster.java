package io.gainprint.dsp.polynomial;

import java.util.ArrayList;
import java.util.List;

/// Poles that are taken for one.
///
/// @param at their mean
/// @param multiplicity how many they are
record PoleCluster(Complex at, int multiplicity) {

  /// Gathers poles each of which is near to another of its cluster. Sets of conjugates stay so.
  static List<PoleCluster> of(List<Complex> poles, double tolerance) {
    List<Complex> left = new ArrayList<>(poles);
    List<PoleCluster> clusters = new ArrayList<>();
    while (!left.isEmpty()) {
      List<Complex> members = new ArrayList<>(List.of(left.removeFirst()));
      for (int i = 0; i < members.size(); i++) {
        Complex member = members.get(i);
        for (int j = left.size() - 1; j >= 0; j--) {
          Complex other = left.get(j);
          double size = Math.max(member.magnitude(), other.magnitude());
          if (other.minus(member).magnitude() <= tolerance * size) {
            members.add(other);
            left.remove(j);
          }
        }
      }
      addMean(members, clusters);
    }
    return clusters;
  }

  /// The mean of a multiple pole's fragments is as exact as a simple pole. It is real if they are
  /// their own mirror image; if they lie above the axis, those below have its conjugate.
  private static void addMean(List<Complex> members, List<PoleCluster> clusters) {
    Complex sum = Complex.ZERO;
    for (Complex member : members) {
      sum = sum.plus(member);
    }
    Complex mean = sum.times(1.0 / members.size());
    if (members.contains(members.getFirst().conjugate())) {
      clusters.add(new PoleCluster(Complex.of(mean.real()), members.size()));
    } else if (mean.imaginary() > 0) {
      clusters.add(new PoleCluster(mean, members.size()));
      clusters.add(new PoleCluster(mean.conjugate(), members.size()));
    }
  }
}
