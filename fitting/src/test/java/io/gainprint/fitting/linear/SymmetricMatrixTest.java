package io.gainprint.fitting.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gainprint.dsp.Derivatives;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymmetricMatrixTest {
  /// [[1, 2, 4], [2, 3, 5], [4, 5, 6]].
  private static final SymmetricMatrix A =
      SymmetricMatrix.of(3, (i, j) -> new double[] {1, 2, 3, 4, 5, 6}[i * (i + 1) / 2 + j]);

  @Test
  void at_eitherTriangle_isTheSame() {
    assertThat(A.at(0, 2)).isEqualTo(4).isEqualTo(A.at(2, 0));
    assertThat(A.at(2, 2)).isEqualTo(6);
    assertThat(A.dimension()).isEqualTo(3);
  }

  @Test
  void times_columnAndNumber_isTheProduct() {
    assertThat(A.times(Vector.of(1, -1, 2))).isEqualTo(Vector.of(7, 9, 11));
    assertThat(A.times(2).at(2, 1)).isEqualTo(10);
    assertThat(A.plus(-1, A)).isEqualTo(SymmetricMatrix.zero(3));
    assertThat(SymmetricMatrix.identity(3, 2).times(Vector.of(1, 2, 3)))
        .isEqualTo(Vector.of(2, 4, 6));
  }

  @Test
  void plusOuter_addsTheProductOfAColumnAndItsTranspose() {
    SymmetricMatrix sum = SymmetricMatrix.zero(2).plusOuter(2, Vector.of(3, -1));

    assertThat(sum.at(0, 0)).isEqualTo(18);
    assertThat(sum.at(1, 0)).isEqualTo(-6);
    assertThat(sum.at(1, 1)).isEqualTo(2);
  }

  /// BAB by hand, of matrices that do not commute.
  @Test
  void between_isTheProductFromBothSides() {
    SymmetricMatrix a = SymmetricMatrix.of(2, (i, j) -> i == j ? i + 1 : 0); // diag(1, 2)
    SymmetricMatrix b = SymmetricMatrix.of(2, (i, j) -> i == j ? 3 * i + 1 : 2); // 1 2, 2 4

    SymmetricMatrix bab = a.between(b);

    assertThat(bab.at(0, 0)).isEqualTo(9); // 1 + 2·4
    assertThat(bab.at(1, 0)).isEqualTo(18); // 2·1·1 + 4·2·2
    assertThat(bab.at(1, 1)).isEqualTo(36); // 4·1 + 2·16
  }

  @Test
  void between_theInverse_isTheIdentityOnBothSides() {
    SymmetricMatrix definite = definite(new Random(92), 5);

    SymmetricMatrix inverse = definite.inverse().orElseThrow();

    // A⁻¹ A A⁻¹ = A⁻¹, at conditions below 1e4.
    assertThat(definite.between(inverse).plus(-1, inverse).spectrum().largestMagnitude())
        .isLessThan(1e-11 * inverse.spectrum().largestMagnitude());
  }

  @Test
  void select_picksRowsAndColumnsInTheOrderAskedFor() {
    SymmetricMatrix picked = A.select(2, 0);

    assertThat(picked.dimension()).isEqualTo(2);
    assertThat(picked.at(0, 0)).isEqualTo(6);
    assertThat(picked.at(1, 0)).isEqualTo(4);
    assertThat(picked.at(1, 1)).isEqualTo(1);
    assertThat(A.select().dimension()).isZero();
  }

  @Test
  void inverse_positiveDefinite_timesTheMatrixIsTheIdentity() {
    Random random = new Random(93);
    for (int n = 1; n <= 8; n++) {
      SymmetricMatrix a = definite(random, n);
      Vector v = Vector.of(n, _ -> random.nextGaussian());

      Vector back = a.inverse().orElseThrow().times(a.times(v));

      assertThat(back.plus(-1, v).norm()).isLessThan(1e-11 * v.norm()); // conditions below 1e4
    }
  }

  @Test
  void inverse_notPositiveDefinite_isEmpty() {
    assertThat(A.inverse()).isEmpty(); // indefinite: det [[1, 2], [2, 3]] = −1
    assertThat(SymmetricMatrix.zero(2).inverse()).isEmpty();
    assertThat(SymmetricMatrix.identity(2, -1).inverse()).isEmpty();
    assertThat(SymmetricMatrix.identity(1, -1).inverse()).isEmpty();
    assertThat(SymmetricMatrix.zero(2).plusOuter(1, Vector.of(1, 1)).inverse()).isEmpty();
    assertThat(SymmetricMatrix.zero(0).inverse()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void inverse_notFinite_isEmpty(double value) {
    for (int at = 0; at < 3; at++) {
      int bad = at;
      SymmetricMatrix broken =
          SymmetricMatrix.of(2, (i, j) -> Derivatives.packed(i, j) == bad ? value : i == j ? 1 : 0);

      assertThat(broken.inverse()).isEmpty();
    }
  }

  @Test
  void inverse_leavesTheMatrixAlone() {
    SymmetricMatrix a = definite(new Random(94), 3);
    SymmetricMatrix copy = a.times(1);

    a.inverse();

    assertThat(a).isEqualTo(copy).hasSameHashCodeAs(copy);
  }

  @Test
  void largestDiagonal_isAMagnitude() {
    assertThat(SymmetricMatrix.of(2, (i, j) -> i == j ? -3 * i : 9).largestDiagonal()).isEqualTo(3);
    assertThat(SymmetricMatrix.zero(0).largestDiagonal()).isZero();
  }

  @Test
  void hessianAndGaussNewton_areThoseOfDerivatives() {
    Derivatives d =
        Derivatives.of(1, new double[] {1, 2}, new double[] {3, 4, 5}, new double[] {6, 7, 8});

    assertThat(SymmetricMatrix.gaussNewton(d).at(0, 1)).isEqualTo(4);
    assertThat(SymmetricMatrix.hessian(d).at(1, 0)).isEqualTo(7);
    assertThatThrownBy(
            () -> SymmetricMatrix.hessian(Derivatives.of(1, new double[] {1}, null, null)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void spectrum_isOrthonormalAscendingAndMakesTheMatrix() {
    Random random = new Random(95);
    for (int n = 1; n <= 8; n++) {
      int size = n;
      SymmetricMatrix a = SymmetricMatrix.of(n, (_, _) -> random.nextGaussian());

      Spectrum spectrum = a.spectrum();

      assertThat(spectrum.dimension()).isEqualTo(n);
      Vector v = Vector.of(n, _ -> random.nextGaussian());
      // All to a few roundings of numbers of the order of 1.
      assertThat(spectrum.lift(spectrum.coefficients(v)).plus(-1, v).maxNorm()).isLessThan(1e-13);
      for (int k = 0; k < n; k++) {
        for (int l = 0; l < n; l++) {
          assertThat(spectrum.vector(k).dot(spectrum.vector(l)))
              .isCloseTo(k == l ? 1 : 0, within(1e-13));
        }
        Vector image = a.times(spectrum.vector(k));
        assertThat(image.plus(-spectrum.values().at(k), spectrum.vector(k)).norm())
            .isLessThan(1e-13 * size);
        assertThat(k == 0 || spectrum.values().at(k) >= spectrum.values().at(k - 1)).isTrue();
      }
      assertThat(spectrum.smallest()).isEqualTo(spectrum.values().at(0));
      assertThat(spectrum.largestMagnitude())
          .isEqualTo(
              Math.max(Math.abs(spectrum.smallest()), Math.abs(spectrum.values().at(n - 1))));
    }
  }

  @Test
  void spectrum_ofADiagonal_isTheDiagonal() {
    double[] diagonal = {1e12, -3, 1e-9, 0};

    Spectrum spectrum = SymmetricMatrix.of(4, (i, j) -> i == j ? diagonal[i] : 0).spectrum();

    assertThat(spectrum.values()).isEqualTo(Vector.of(-3, 0, 1e-9, 1e12));
    assertThat(Math.abs(spectrum.vector(0).at(1))).isEqualTo(1);
  }

  @Test
  void spectrum_equalEigenvalues_hasAnOrthonormalBasis() {
    Spectrum spectrum = SymmetricMatrix.identity(3, 2).plusOuter(1, Vector.of(1, 1, 1)).spectrum();

    assertThat(spectrum.values().at(0)).isCloseTo(2, within(1e-14)); // few roundings
    assertThat(spectrum.values().at(1)).isCloseTo(2, within(1e-14));
    assertThat(spectrum.values().at(2)).isCloseTo(5, within(1e-14));
    assertThat(spectrum.vector(0).dot(spectrum.vector(1))).isCloseTo(0, within(1e-14));
  }

  @Test
  void spectrum_notFinite_throws() {
    assertThatThrownBy(() -> SymmetricMatrix.identity(2, Double.NaN).spectrum())
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("a matrix with NaN or infinity has no eigenvalues");
  }

  private static SymmetricMatrix definite(Random random, int n) {
    SymmetricMatrix a = SymmetricMatrix.identity(n, 0.1);
    for (int k = 0; k < n; k++) {
      a = a.plusOuter(1, Vector.of(n, _ -> random.nextGaussian()));
    }
    return a;
  }
}
