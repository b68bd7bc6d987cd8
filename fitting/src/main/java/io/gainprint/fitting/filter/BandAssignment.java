package io.gainprint.fitting.filter;

import io.gainprint.dsp.equaliser.CookbookDesign.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Which poles, zeros and bands of an equaliser belong together.
///
/// Poles p and zeros z of a section of the cookbook, as [Resonance]s, are bound to each other by
/// its shape:
///
/// ```
/// bell         Ω_z = Ω_p = Ω            d_z = A/Q          d_p = 1/(A Q)          A² the gain at Ω
/// low shelf    d_z = d_p = 1/Q          Ω_z = √A Ω         Ω_p = Ω/√A
/// high shelf   d_z = d_p = 1/Q          Ω_z = Ω/√A         Ω_p = √A Ω
/// low pass     Ω_z infinite             high pass  Ω_z = 0             band-pass  d_z infinite
/// notch        Ω_z = Ω_p, d_z = 0       all-pass   Ω_z = Ω_p, d_z = −d_p
/// ```
///
/// and how far they are from it is what a choice costs. Of the choices for all poles those of least
/// cost are kept, pole by pole.
///
/// Source of the shapes: R. Bristow-Johnson, Audio EQ Cookbook (W3C Note, 2021), whose bilinear
/// transform is undone here.
final class BandAssignment {
  /// Partial choices that are kept. Four bands have 4! · 4! at most, of which this many are more
  /// than ever come into question.
  private static final int WIDTH = 200;

  private BandAssignment() {}

  /// A choice for some of the poles.
  ///
  /// @param cost sum of squares
  /// @param found a band for each of these poles
  /// @param places place in the model of each band
  /// @param zeros a bit for each pair of zeros that is taken
  /// @param used a bit for each place of the model that is taken
  private record Choice(
      double cost, List<Band> found, List<Integer> places, long zeros, long used) {
    Choice with(double more, Band band, int place, int zero) {
      List<Band> bands = Stream.concat(found.stream(), Stream.of(band)).toList();
      List<Integer> at = Stream.concat(places.stream(), Stream.of(place)).toList();
      return new Choice(cost + more, bands, at, zeros | 1L << zero, used | 1L << place);
    }

    List<Band> inOrder() {
      List<Band> bands = new ArrayList<>(found);
      for (int i = 0; i < bands.size(); i++) {
        bands.set(places.get(i), found.get(i));
      }
      return List.copyOf(bands);
    }
  }

  /// A choice of bands.
  ///
  /// @param bands as many as there are shapes, in their order
  /// @param cost how far poles and zeros are from what the shapes make of them
  record Assigned(List<Band> bands, double cost) {}

  /// The best choices.
  ///
  /// @param poles pairs of poles, as many as shapes
  /// @param zeros pairs of zeros, likewise
  /// @param shapes 1 to 16
  /// @param sampleRateHz fs in Hz
  /// @return the best first
  static List<Assigned> best(
      List<Resonance> poles, List<Resonance> zeros, List<Shape> shapes, double sampleRateHz) {
    List<Choice> choices = List.of(new Choice(0, List.of(), List.of(), 0, 0));
    for (Resonance pole : poles) {
      List<Choice> next = new ArrayList<>();
      for (Choice choice : choices) {
        for (int place = 0; place < shapes.size(); place++) {
          if ((choice.used() & 1L << place) != 0 || isRepeated(place, choice, shapes)) {
            continue;
          }
          for (int k = 0; k < zeros.size(); k++) {
            if ((choice.zeros() & 1L << k) == 0) {
              Shape shape = shapes.get(place);
              double cost = cost(shape, pole, zeros.get(k));
              next.add(choice.with(cost, band(shape, pole, zeros.get(k), sampleRateHz), place, k));
            }
          }
        }
      }
      choices =
          next.stream().sorted(Comparator.comparingDouble(Choice::cost)).limit(WIDTH).toList();
    }
    return choices.stream().map(choice -> new Assigned(choice.inOrder(), choice.cost())).toList();
  }

  /// Whether an earlier place of the same shape is free too: which of them is taken makes no
  /// difference.
  private static boolean isRepeated(int place, Choice choice, List<Shape> shapes) {
    for (int i = 0; i < place; i++) {
      if (shapes.get(i) == shapes.get(place) && (choice.used() & 1L << i) == 0) {
        return true;
      }
    }
    return false;
  }

  private static double cost(Shape shape, Resonance pole, Resonance zero) {
    double detuned = zero.octavesAbove(pole);
    double blunted = Math.log(zero.q() / pole.q());
    return switch (shape) {
      case BELL -> detuned * detuned;
      case LOW_SHELF, HIGH_SHELF -> blunted * blunted;
      case LOW_PASS -> Math.exp(-2 * detuned);
      case HIGH_PASS -> Math.exp(2 * detuned);
      case BAND_PASS -> 1 / (zero.damping() * zero.damping());
      case NOTCH -> detuned * detuned + zero.damping() * zero.damping();
      case ALL_PASS -> detuned * detuned + square(zero.damping() + pole.damping());
    };
  }

  private static double square(double x) {
    return x * x;
  }

  private static Band band(Shape shape, Resonance pole, Resonance zero, double sampleRateHz) {
    double middle = Math.sqrt(pole.omega() * zero.omega());
    double meanQ = Math.sqrt(pole.q() * zero.q());
    double shelfDb = 40 * Math.log10(zero.omega() / pole.omega());
    return switch (shape) {
      case BELL -> band(shape, middle, meanQ, 20 * Math.log10(pole.q() / zero.q()), sampleRateHz);
      case LOW_SHELF -> band(shape, middle, meanQ, shelfDb, sampleRateHz);
      case HIGH_SHELF -> band(shape, middle, meanQ, -shelfDb, sampleRateHz);
      case LOW_PASS, HIGH_PASS, BAND_PASS, NOTCH, ALL_PASS ->
          band(shape, pole.omega(), pole.q(), 0, sampleRateHz);
    };
  }

  private static Band band(Shape shape, double omega, double q, double gainDb, double rateHz) {
    return new Band(shape, rateHz / Math.PI * Math.atan(omega), q, gainDb);
  }
}
