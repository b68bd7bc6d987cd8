package io.gainprint.fitting.filter;

import io.gainprint.dsp.Decibels;
import io.gainprint.dsp.equaliser.LadderDesign;
import io.gainprint.dsp.filter.FilterCoefficients;
import io.gainprint.dsp.filter.FrequencyResponse;
import io.gainprint.fitting.filter.BandAssignment.Assigned;
import io.gainprint.fitting.filter.ResponseSearch.Candidate;
import io.gainprint.fitting.linear.Vector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Starts for n bands of an equaliser, from the poles and zeros of the direct form of order 2n.
///
/// The direct form is found without knowing where bands are, also where two of them hide in each
/// other. Its poles and zeros are those of the bands, in no order: they are put together as the
/// shapes want them ([BandAssignment]). Where the sound lets the direct form spend a pole on a zero
/// of its own, a band is missing.
final class SectionStarts {
  /// Choices of poles, zeros and bands to be tried.
  private static final int CHOICES = 8;

  /// Direct forms that explain less than the best one by this factor are not looked at.
  private static final double COMPARABLE = 10;

  /// What can be told of a gain from poles and zeros, which go together where there is none.
  private static final double LARGEST_GAIN_DB = 24;

  /// Double precision holds polynomials of poles that crowd at low frequencies up to this order.
  private static final int LARGEST_ORDER = 16;

  private final ResponseSearch search;
  private final FilterModel.Bands model;

  SectionStarts(ResponseSearch search, FilterModel.Bands model) {
    this.search = search;
    this.model = model;
  }

  /// The direct forms that explain the response best, the best first; none for more bands than can
  /// be told from one.
  List<Candidate> forms() {
    int order = order();
    if (order > LARGEST_ORDER) {
      return List.of();
    }
    List<Candidate> forms =
        new LadderStarts(search, new FilterModel.DirectForm(order))
            .candidates().stream()
                .filter(form -> Double.isFinite(form.loss()))
                .sorted(Comparator.comparingDouble(Candidate::loss))
                .toList();
    return forms.stream()
        .filter(form -> form.loss() <= COMPARABLE * forms.getFirst().loss())
        .toList();
  }

  /// The order 2n of the direct form.
  int order() {
    return 2 * model.shapes().size();
  }

  /// Parameters of bands and gain, those whose poles and zeros go together best first.
  ///
  /// @param forms parameters of direct forms
  List<Vector> parameters(List<Vector> forms) {
    LadderDesign design = new LadderDesign(order());
    return forms.stream()
        .flatMap(form -> assigned(design.at(form.toArray()).coefficients()).stream())
        .sorted(Comparator.comparingDouble(Assigned::cost))
        .limit(CHOICES)
        .map(choice -> parametersOf(choice.bands()))
        .toList();
  }

  private List<Assigned> assigned(FilterCoefficients form) {
    List<Assigned> assigned = new ArrayList<>();
    for (List<Resonance> poles : RootPairs.of(form.feedback())) {
      for (List<Resonance> zeros : RootPairs.of(form.feedForward())) {
        assigned.addAll(BandAssignment.best(poles, zeros, model.shapes(), search.sampleRateHz()));
      }
    }
    return assigned;
  }

  /// The parameters of bands, within what a fit allows, and of the gain that they leave.
  private Vector parametersOf(List<Band> bands) {
    List<Double> parameters = new ArrayList<>();
    List<FilterCoefficients> sections = new ArrayList<>();
    for (Band band : bands) {
      double gainDb = Math.clamp(band.gainDb(), -LARGEST_GAIN_DB, LARGEST_GAIN_DB);
      Band within = new Band(band.shape(), band.frequencyHz(), band.q(), gainDb);
      sections.add(within.at(search.sampleRateHz()));
      parameters.add(within.frequencyHz());
      parameters.add(within.q());
      if (band.shape().hasGain()) {
        parameters.add(gainDb);
      }
    }
    parameters.add(levelDb(sections));
    return Vector.of(parameters.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private double levelDb(List<FilterCoefficients> sections) {
    double sum = 0;
    double weights = 0;
    for (MeasuredResponse.Point point : search.points()) {
      double bandsDb =
          FrequencyResponse.of(sections, point.frequencyHz(), search.sampleRateHz()).magnitudeDb();
      sum += point.weight() * (Decibels.fromFactor(point.magnitude()) - bandsDb);
      weights += point.weight();
    }
    return sum / weights;
  }
}
