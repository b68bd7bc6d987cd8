package io.gainprint.host;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Processors one after the other. Its parameters are those of all of them, in order; where two
/// have one id, the later ones get a number: `threshold`, `threshold_2`.
public final class ProcessorChain implements AudioProcessor {
  private final AudioProcessor[] processors;
  private final List<Parameter> parameters;
  private final int[] owner; // by parameter
  private final int[] indexThere;

  /// A chain.
  ///
  /// @param processors in the order in which the sound passes; possibly none, which leaves it alone
  public ProcessorChain(List<AudioProcessor> processors) {
    this.processors = processors.toArray(AudioProcessor[]::new);
    List<Parameter> all = new ArrayList<>();
    List<int[]> places = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (int p = 0; p < this.processors.length; p++) {
      List<Parameter> own = this.processors[p].parameters();
      for (int i = 0; i < own.size(); i++) {
        all.add(withNewId(own.get(i), ids));
        places.add(new int[] {p, i});
      }
    }
    parameters = List.copyOf(all);
    owner = places.stream().mapToInt(place -> place[0]).toArray();
    indexThere = places.stream().mapToInt(place -> place[1]).toArray();
  }

  private static Parameter withNewId(Parameter parameter, Set<String> ids) {
    String id = parameter.id();
    for (int number = 2; !ids.add(id); number++) {
      id = parameter.id() + "_" + number;
    }
    return new Parameter(
        id,
        parameter.name(),
        parameter.unit(),
        parameter.least(),
        parameter.most(),
        parameter.initial(),
        parameter.scale());
  }

  @Override
  public List<Parameter> parameters() {
    return parameters;
  }

  @Override
  public void activate(ProcessSpec spec) {
    for (AudioProcessor processor : processors) {
      processor.activate(spec);
    }
  }

  @Override
  public void set(int index, double value) {
    processors[owner[index]].set(indexThere[index], value);
  }

  @Override
  public double value(int index) {
    return processors[owner[index]].value(indexThere[index]);
  }

  @Override
  public void process(double[][] planar, int frames) {
    for (AudioProcessor processor : processors) {
      processor.process(planar, frames);
    }
  }

  @Override
  public void reset() {
    for (AudioProcessor processor : processors) {
      processor.reset();
    }
  }

  @Override
  public int latencyFrames() {
    int sum = 0;
    for (AudioProcessor processor : processors) {
      sum += processor.latencyFrames();
    }
    return sum;
  }

  @Override
  public long tailFrames() {
    long sum = 0;
    for (AudioProcessor processor : processors) {
      sum += processor.tailFrames();
    }
    return sum;
  }

  @Override
  public double takeLeastGain() {
    double product = 1;
    for (AudioProcessor processor : processors) {
      product *= processor.takeLeastGain();
    }
    return product;
  }
}
