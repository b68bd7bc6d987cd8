package io.gainprint.fitting.filter;

import io.gainprint.dsp.equaliser.SectionDesign;
import io.gainprint.fitting.filter.ResponseSearch.Candidate;
import io.gainprint.fitting.linear.Vector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Starts for the bands of an equaliser, from its measured response.
///
/// From random places on a grid, one band after the other moves to where all of them together, with
/// the best gains, leave least of the logarithm of the response, until none gains by moving. The
/// best of many such descents are refined off the grid, with what the poles and zeros of a direct
/// form say ([SectionStarts]).
final class EqualiserStarts {
  /// Of 20 random equalisers of four bands these alone find 12, from noise or music; twice as many
  /// descents found one more. Most that they miss have two bells within half an octave, which no
  /// move of one band can tell apart, and are found by [SectionStarts].
  private static final int DESCENTS = 150;

  /// Rounds over all bands at most; three or four are usual.
  private static final int MAX_ROUNDS = 8;

  /// Descents that are refined.
  private static final int REFINED = 16;

  /// Descents that end within this share are the same but for the order of like bands.
  private static final double SAME = 1e-6;

  private static final long SEED = 1;

  private final ResponseSearch search;
  private final FilterModel.Bands model;
  private final List<SectionDesign> designs; // bands, then the gain
  private final BandGrid grid;

  EqualiserStarts(ResponseSearch search, FilterModel.Bands model) {
    this.search = search;
    this.model = model;
    designs = model.designs(search.sampleRateHz());
    grid = new BandGrid(search.points(), search.sampleRateHz(), model.shapes());
  }

  /// Where a descent ended.
  ///
  /// @param parameters of all sections
  /// @param left of the response
  private record Placing(Vector parameters, double left) {}

  /// Chains that explain the response as well as can be from where they started.
  List<Candidate> candidates() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    List<Placing> found = new ArrayList<>();
    for (int i = 0; i < DESCENTS; i++) {
      search.throwIfCancelled();
      found.add(descend(random));
    }
    found.sort(Comparator.comparingDouble(Placing::left));
    List<Placing> different = new ArrayList<>();
    for (Placing placing : found) {
      if (different.isEmpty() || placing.left() > (1 + SAME) * different.getLast().left()) {
        different.add(placing);
      }
    }
    SectionStarts sections = new SectionStarts(search, model);
    return Stream.concat(
            sections
                .parameters(sections.forms().stream().map(Candidate::parameters).toList())
                .stream(),
            different.stream().limit(REFINED).map(Placing::parameters))
        .map(parameters -> search.refine(designs, parameters))
        .toList();
  }

  private Placing descend(RandomGenerator random) {
    int bands = model.shapes().size();
    int[] places = IntStream.range(0, bands).map(_ -> random.nextInt(grid.places())).toArray();
    double[] gainsDb = new double[bands];
    double least = grid.left(places, gainsDb);
    boolean moves = true;
    for (int round = 0; moves && round < MAX_ROUNDS; round++) {
      moves = false;
      for (int band = 0; band < bands; band++) {
        int best = places[band];
        for (int place = 0; place < grid.places(); place++) {
          places[band] = place;
          double left = grid.left(places, gainsDb);
          if (left < least) {
            least = left;
            best = place;
            moves = true;
          }
        }
        places[band] = best;
      }
    }
    return new Placing(parameters(places, gainsDb), grid.left(places, gainsDb));
  }

  private Vector parameters(int[] places, double[] gainsDb) {
    grid.left(places, gainsDb);
    List<Double> parameters = new ArrayList<>();
    for (int band = 0; band < places.length; band++) {
      parameters.add(grid.frequencyHz(places[band]));
      parameters.add(grid.q(places[band]));
      if (model.shapes().get(band).hasGain()) {
        parameters.add(gainsDb[band]);
      }
    }
    parameters.add(search.levelDb());
    return Vector.of(parameters.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
