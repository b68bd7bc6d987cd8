package io.gainprint.fitting.filter;

import io.gainprint.dsp.equaliser.CookbookDesign;
import io.gainprint.dsp.equaliser.DesignedSection;
import io.gainprint.dsp.equaliser.GainDesign;
import io.gainprint.dsp.equaliser.SectionDesign;
import io.gainprint.dsp.filter.FrequencyResponse;
import io.gainprint.fitting.filter.ResponseSearch.Candidate;
import io.gainprint.fitting.linear.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Starts for the bands of an equaliser, from its measured response.
///
/// What is left of the logarithm of the response is a vector: real parts, then imaginary ones, each
/// times the root of its weight.
///
/// Bands are placed one after the other where a band of that shape takes most from what is left of
/// the logarithm of the response, all that are there are refined together, and so on. It matters
/// which shape may choose first, so that this is done in several orders; and a greedy choice can be
/// wrong, so that there are starts from a seed as well.
final class EqualiserStarts {
  private static final double[] Q_GRID = {0.4, 0.8, 1.6, 4, 10};

  /// Frequencies to try per octave.
  private static final int PER_OCTAVE = 3;

  /// For the shape of a gain's curve; shapes hardly depend on it.
  private static final double TRIAL_GAIN_DB = 6;

  private static final double LARGEST_GAIN_DB = 24;

  /// Found enough wherever greedy placing failed on random equalisers of 2 to 6 bands.
  private static final int RANDOM_STARTS = 12;

  private static final long SEED = 1;

  private final ResponseSearch search;
  private final List<SectionDesign> designs; // bands, then the gain
  private final double[] frequencies; // to try, Hz

  /// A band and its parameters.
  private record Placing(int band, Vector parameters) {}

  EqualiserStarts(ResponseSearch search, FilterModel.Bands model) {
    this.search = search;
    designs = model.designs(search.sampleRateHz());
    double low = search.points().getFirst().frequencyHz();
    double high = search.points().getLast().frequencyHz();
    int count = 1 + (int) (PER_OCTAVE * Math.log(high / low) / Math.log(2));
    frequencies =
        IntStream.range(0, count)
            .mapToDouble(i -> low * Math.pow(2, (double) i / PER_OCTAVE))
            .toArray();
  }

  /// Chains that explain the response as well as can be from where they started.
  List<Candidate> candidates() {
    List<Candidate> candidates = new ArrayList<>();
    int bands = designs.size() - 1;
    List<Integer> all = IntStream.range(0, bands).boxed().toList();
    candidates.add(placed(List.of(all)));
    // One after the other, as given and the other way round: shelves first or bells first.
    candidates.add(placed(all.stream().map(List::of).toList()));
    candidates.add(placed(all.reversed().stream().map(List::of).toList()));
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    for (int i = 0; i < RANDOM_STARTS; i++) {
      candidates.add(search.refine(designs, random(random)));
    }
    return candidates;
  }

  /// Places all bands of the first group greedily, then those of the next.
  private Candidate placed(List<List<Integer>> groups) {
    List<Integer> present = new ArrayList<>();
    Vector parameters = Vector.of(levelDb());
    for (List<Integer> group : groups) {
      List<Integer> left = new ArrayList<>(group);
      while (!left.isEmpty()) {
        Placing best = best(left, residual(present, parameters));
        left.removeIf(band -> band == best.band());
        // The new band goes before the gain, which comes last.
        int before = parameters.dimension() - 1;
        int added = best.parameters().dimension();
        Vector old = parameters;
        Vector more =
            Vector.of(
                before + added + 1,
                i ->
                    i < before
                        ? old.at(i)
                        : i < before + added ? best.parameters().at(i - before) : old.at(before));
        present.add(best.band());
        parameters = search.refine(chain(present), more).parameters();
      }
    }
    return search.refine(designs, inOrder(present, parameters));
  }

  private List<SectionDesign> chain(List<Integer> bands) {
    List<SectionDesign> chain = new ArrayList<>();
    bands.forEach(band -> chain.add(designs.get(band)));
    chain.add(designs.getLast());
    return chain;
  }

  /// The parameters in the order of the model's bands.
  private Vector inOrder(List<Integer> present, Vector parameters) {
    double[][] byBand = new double[designs.size()][];
    int at = 0;
    for (int band : present) {
      int end = at + designs.get(band).parameterNames().size();
      byBand[band] = Arrays.copyOfRange(parameters.toArray(), at, end);
      at = end;
    }
    byBand[designs.size() - 1] = new double[] {parameters.at(at)};
    return Vector.of(Arrays.stream(byBand).flatMapToDouble(Arrays::stream).toArray());
  }

  private double levelDb() {
    double sum = 0;
    double weights = 0;
    for (MeasuredResponse.Point point : search.points()) {
      sum += point.weight() * 20 * Math.log10(point.magnitude());
      weights += point.weight();
    }
    return sum / weights;
  }

  /// What the chain leaves of the measured response.
  private Vector residual(List<Integer> present, Vector parameters) {
    List<DesignedSection> sections = new ArrayList<>();
    int at = 0;
    for (SectionDesign design : chain(present)) {
      int end = at + design.parameterNames().size();
      sections.add(design.at(Arrays.copyOfRange(parameters.toArray(), at, end)));
      at = end;
    }
    int n = search.points().size();
    double[] values = new double[2 * n];
    for (int i = 0; i < n; i++) {
      MeasuredResponse.Point point = search.points().get(i);
      FrequencyResponse h =
          FrequencyResponse.of(
              sections.stream().map(DesignedSection::coefficients).toList(),
              point.frequencyHz(),
              search.sampleRateHz());
      values[i] = Math.log(point.magnitude() / h.magnitude());
      values[n + i] =
          Math.IEEEremainder(Math.atan2(point.im(), point.re()) - h.phaseRadians(), 2 * Math.PI);
    }
    return centred(values);
  }

  /// The best place for any of some bands.
  private Placing best(List<Integer> bands, Vector residual) {
    double most = Double.NEGATIVE_INFINITY;
    @Nullable Placing best = null;
    List<CookbookDesign> tried = new ArrayList<>();
    for (int band : bands) {
      if (!(designs.get(band) instanceof CookbookDesign design) || tried.contains(design)) {
        continue; // of equal bands one is enough
      }
      tried.add(design);
      for (double f : frequencies) {
        for (double q : Q_GRID) {
          boolean hasGain = design.shape().hasGain();
          Vector unit = response(hasGain ? design.at(f, q, TRIAL_GAIN_DB) : design.at(f, q));
          double product = unit.dot(residual);
          double square = unit.dot(unit);
          double gain =
              hasGain
                  ? Math.clamp(
                      product / square,
                      -LARGEST_GAIN_DB / TRIAL_GAIN_DB,
                      LARGEST_GAIN_DB / TRIAL_GAIN_DB)
                  : 1;
          double won = gain * (2 * product - gain * square);
          if (won > most || best == null) {
            most = won;
            best =
                hasGain
                    ? new Placing(band, Vector.of(f, q, gain * TRIAL_GAIN_DB))
                    : new Placing(band, Vector.of(f, q));
          }
        }
      }
    }
    return Objects.requireNonNull(best);
  }

  private Vector response(DesignedSection section) {
    int n = search.points().size();
    double[] values = new double[2 * n];
    for (int i = 0; i < n; i++) {
      FrequencyResponse h =
          FrequencyResponse.of(
              List.of(section.coefficients()),
              search.points().get(i).frequencyHz(),
              search.sampleRateHz());
      values[i] = Math.log(Math.max(h.magnitude(), 1e-6)); // a notch may be met exactly
      values[n + i] = h.phaseRadians();
    }
    return centred(values);
  }

  /// Without the mean of its real part, which the overall gain takes care of, and times √w.
  private Vector centred(double[] values) {
    List<MeasuredResponse.Point> points = search.points();
    int n = points.size();
    double sum = 0;
    double weights = 0;
    for (int i = 0; i < n; i++) {
      sum += points.get(i).weight() * values[i];
      weights += points.get(i).weight();
    }
    for (int i = 0; i < n; i++) {
      double root = Math.sqrt(points.get(i).weight());
      values[i] = root * (values[i] - sum / weights);
      values[n + i] *= root;
    }
    return Vector.of(values);
  }

  private Vector random(RandomGenerator random) {
    double[] parameters =
        new double[designs.stream().mapToInt(d -> d.parameterNames().size()).sum()];
    int at = 0;
    for (SectionDesign design : designs) {
      for (String name : design.parameterNames()) {
        parameters[at++] =
            switch (name) {
              case "frequencyHz" -> frequencies[random.nextInt(frequencies.length)];
              case "q" -> Math.exp(random.nextDouble(Math.log(0.4), Math.log(4)));
              default -> design instanceof GainDesign ? levelDb() : random.nextDouble(-6, 6);
            };
      }
    }
    return Vector.of(parameters);
  }
}
