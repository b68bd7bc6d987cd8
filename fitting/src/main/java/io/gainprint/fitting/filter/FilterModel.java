package io.gainprint.fitting.filter;

import io.gainprint.dsp.equaliser.CookbookDesign;
import io.gainprint.dsp.equaliser.CookbookDesign.Shape;
import io.gainprint.dsp.equaliser.GainDesign;
import io.gainprint.dsp.equaliser.LadderDesign;
import io.gainprint.dsp.equaliser.ReflectionDesign;
import io.gainprint.dsp.equaliser.SectionDesign;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What to fit: which filter, and with how many parameters.
public sealed interface FilterModel {
  /// The sections of the filter, in the order in which the sound passes.
  ///
  /// @param sampleRateHz sample rate, Hz, > 0
  /// @return designs whose parameters are to be found
  List<SectionDesign> designs(double sampleRateHz);

  /// Bands of an equaliser, and an overall gain.
  ///
  /// @param shapes what each band does, 1 to 16 of them
  record Bands(List<Shape> shapes) implements FilterModel {
    /// The most bands: as many sections of second order as the highest order of a filter has.
    public static final int MAX_BANDS = ReflectionDesign.MAX_ORDER / 2;

    /// Copies the list and checks its length.
    ///
    /// @throws IllegalArgumentException if there are none, or too many
    public Bands {
      shapes = List.copyOf(shapes);
      if (shapes.isEmpty() || shapes.size() > MAX_BANDS) {
        throw new IllegalArgumentException(
            "an equaliser must have 1 to " + MAX_BANDS + " bands: " + shapes.size());
      }
    }

    @Override
    public List<SectionDesign> designs(double sampleRateHz) {
      List<SectionDesign> designs = new ArrayList<>();
      for (Shape shape : shapes) {
        designs.add(new CookbookDesign(shape, sampleRateHz));
      }
      designs.add(new GainDesign());
      return List.copyOf(designs);
    }

    /// For example `eq:lowshelf,bell`.
    @Override
    public String toString() {
      return "eq:" + shapes.stream().map(Shape::toString).collect(Collectors.joining(","));
    }
  }

  /// A direct-form filter.
  ///
  /// @param order its order, 1 to 32
  record DirectForm(int order) implements FilterModel {
    /// Checks the order.
    ///
    /// @throws IllegalArgumentException if it is out of range
    public DirectForm {
      if (order < 1 || order > ReflectionDesign.MAX_ORDER) {
        throw new IllegalArgumentException(
            "the order of a filter must be 1 to " + ReflectionDesign.MAX_ORDER + ": " + order);
      }
    }

    @Override
    public List<SectionDesign> designs(double sampleRateHz) {
      return List.of(new LadderDesign(order));
    }

    /// For example `filter:8`.
    @Override
    public String toString() {
      return "filter:" + order;
    }
  }

  /// The model of a description.
  ///
  /// @param description such as `filter:4` or `eq:bell,bell,highshelf`
  /// @return the model
  /// @throws IllegalArgumentException if there is none, naming what there is
  static FilterModel of(String description) {
    String words = description.toLowerCase(Locale.ROOT);
    if (words.startsWith("eq:")) {
      return new Bands(
          Arrays.stream(words.substring(3).split(",", -1))
              .map(word -> Shape.of(word.strip()))
              .toList());
    }
    if (words.startsWith("filter:")) {
      return new DirectForm(order(words.substring(7)));
    }
    throw new IllegalArgumentException(
        "model must be compressor, filter:<order> or eq:<shape>,<shape>…: " + description);
  }

  private static int order(String digits) {
    try {
      return Integer.parseInt(digits.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "the order of a filter must be 1 to "
              + ReflectionDesign.MAX_ORDER
              + ": \""
              + digits
              + "\"",
          e);
    }
  }
}
