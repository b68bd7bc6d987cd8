package io.gainprint.dsp.processor;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// Several signals, each of any length, through one stage or through one of their own each.
///
/// Immutable. The signals are spread over the threads it was given; within a signal the vector unit
/// works. Gradients of a stage that signals share are summed in their order, whatever the threads.
public final class ProcessorBatch {
  private final List<DifferentiableProcessor> stages;
  private final boolean isShared;
  private final Parallel threads;

  private ProcessorBatch(List<DifferentiableProcessor> stages, boolean isShared, Parallel threads) {
    if (stages.isEmpty()) {
      throw new IllegalArgumentException("a batch needs at least 1 signal: 0");
    }
    this.stages = stages;
    this.isShared = isShared;
    this.threads = threads;
  }

  /// A batch through one stage.
  ///
  /// @param stage with the parameters that all share
  /// @param signals how many, ≥ 1
  /// @param threads to run on
  /// @return the batch
  /// @throws IllegalArgumentException if there is no signal
  public static ProcessorBatch shared(
      DifferentiableProcessor stage, int signals, Parallel threads) {
    return new ProcessorBatch(Collections.nCopies(Math.max(signals, 0), stage), true, threads);
  }

  /// A batch through stages with parameters of their own.
  ///
  /// @param stages one for each signal
  /// @param threads to run on
  /// @return the batch
  /// @throws IllegalArgumentException if there is none
  public static ProcessorBatch separate(
      List<? extends DifferentiableProcessor> stages, Parallel threads) {
    return new ProcessorBatch(List.copyOf(stages), false, threads);
  }

  /// States at rest.
  ///
  /// @return one for each signal
  public double[][] restingStates() {
    return stages.stream().map(DifferentiableProcessor::restingState).toArray(double[][]::new);
  }

  /// Zeros for gradients: one row for a shared stage, else one for each signal.
  ///
  /// @return the rows
  public double[][] zeroGradients() {
    double[][] rows = new double[isShared ? 1 : stages.size()][];
    Arrays.setAll(rows, i -> new double[stages.get(i).parameters().length]);
    return rows;
  }

  /// Processes whole signals or blocks of them.
  ///
  /// @param inputs one for each signal
  /// @param outputs written, of as many frames
  /// @param states before; become those after
  /// @throws IllegalArgumentException if the rows are not one for each signal, or a length does not
  ///   fit
  public void process(double[][] inputs, double[][] outputs, double[][] states) {
    requireRows(inputs, outputs, states);
    threads.forEach(
        stages.size(),
        i ->
            stages
                .get(i)
                .process(
                    inputs[i],
                    0,
                    outputs[i],
                    0,
                    inputs[i].length / stages.get(i).inputChannels(),
                    states[i]));
  }

  /// Processes whole signals and keeps what their derivatives need.
  ///
  /// @param inputs one for each signal, kept
  /// @param outputs written and kept
  /// @param states before; become those after
  /// @return the batch at these inputs
  /// @throws IllegalArgumentException if the rows are not one for each signal, or a length does not
  ///   fit
  public AtInputs linearise(double[][] inputs, double[][] outputs, double[][] states) {
    requireRows(inputs, outputs, states);
    Linearisation[] at = new Linearisation[stages.size()];
    threads.forEach(
        at.length, i -> at[i] = stages.get(i).linearise(inputs[i], outputs[i], states[i]));
    return new AtInputs(at);
  }

  private void requireRows(double[][]... arrays) {
    for (double[][] rows : arrays) {
      requireRows(rows, stages.size());
    }
  }

  private static void requireRows(double[][] rows, int count) {
    if (rows.length != count) {
      throw new IllegalArgumentException(
          "there must be %d rows, one for each signal: %d".formatted(count, rows.length));
    }
  }

  /// A batch at its inputs.
  public final class AtInputs {
    private final Linearisation[] at;

    private AtInputs(Linearisation[] at) {
      this.at = at;
    }

    /// One signal's part, for products with second derivatives and whatever else is not summed.
    ///
    /// @param signal from 0
    /// @return its linearisation
    public Linearisation of(int signal) {
      return at[signal];
    }

    /// Products with the Jacobians.
    ///
    /// @param inputTangents one for each signal
    /// @param parameterTangents one row for a shared stage, else one for each signal
    /// @param outputTangents written
    /// @param stateTangents before; become those after
    /// @throws IllegalArgumentException if the rows are not as many
    public void tangents(
        double[][] inputTangents,
        double[][] parameterTangents,
        double[][] outputTangents,
        double[][] stateTangents) {
      requireRows(inputTangents, outputTangents, stateTangents);
      requireRows(parameterTangents, isShared ? 1 : at.length);
      threads.forEach(
          at.length,
          i ->
              at[i].tangents(
                  inputTangents[i],
                  parameterTangents[isShared ? 0 : i],
                  outputTangents[i],
                  stateTangents[i]));
    }

    /// Products with the transposed Jacobians.
    ///
    /// @param outputCotangents one for each signal
    /// @param inputCotangents written
    /// @param parameterCotangents added to: one row for a shared stage, else one for each signal
    /// @param stateCotangents after; become those before
    /// @throws IllegalArgumentException if the rows are not as many
    public void adjoint(
        double[][] outputCotangents,
        double[][] inputCotangents,
        double[][] parameterCotangents,
        double[][] stateCotangents) {
      requireRows(outputCotangents, inputCotangents, stateCotangents);
      requireRows(parameterCotangents, isShared ? 1 : at.length);
      double[][] gradients = new double[at.length][];
      threads.forEach(
          at.length,
          i -> {
            gradients[i] = new double[parameterCotangents[isShared ? 0 : i].length];
            at[i].adjoint(
                outputCotangents[i], inputCotangents[i], gradients[i], stateCotangents[i]);
          });
      for (int i = 0; i < at.length; i++) {
        double[] sum = parameterCotangents[isShared ? 0 : i];
        for (int k = 0; k < sum.length; k++) {
          sum[k] += gradients[i][k];
        }
      }
    }
  }
}
