package io.gainprint.fitting.solver;

import io.gainprint.dsp.Derivatives;
import io.gainprint.fitting.linear.Vector;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Any method of second order: a curvature model and a globalisation.
///
/// @param curvature what stands for the second derivatives
/// @param globalisation how far to follow it
public record NewtonMethod(CurvatureModel curvature, Globalisation globalisation)
    implements Method {
  @Override
  public Descent begin(Objective objective) {
    return new NewtonDescent(curvature.begin(objective), globalisation);
  }

  private static final class NewtonDescent implements Descent {
    private final Curvature curvature;
    private final Globalisation globalisation;
    private @Nullable StepControl control;
    private @Nullable QuadraticModel model;
    private double stationarity;

    NewtonDescent(Curvature curvature, Globalisation globalisation) {
      this.curvature = curvature;
      this.globalisation = globalisation;
    }

    @Override
    public Order order() {
      return curvature.order();
    }

    @Override
    public void at(Vector z, Derivatives d) {
      QuadraticModel here = curvature.at(z, d);
      StepControl steps = control;
      if (steps == null) {
        steps = globalisation.begin(here);
      }
      steps.at(here, d.value(), z);
      model = here;
      control = steps;
      stationarity = Vector.gradient(d).maxNorm();
    }

    @Override
    public @Nullable Trial propose() {
      return control().propose();
    }

    @Override
    public boolean accept(Trial trial, double loss, Supplier<Vector> gradient) {
      return control().accept(trial, loss, gradient);
    }

    @Override
    public void moved(Vector step, Vector gradientChange) {
      curvature.moved(step, gradientChange);
    }

    @Override
    public boolean refresh() {
      boolean isFresher = curvature.refresh();
      if (isFresher) {
        control = null; // it has shortened its steps to nothing
      }
      return isFresher;
    }

    @Override
    public double stationarity() {
      return stationarity;
    }

    @Override
    public double predictedDecrease() {
      QuadraticModel here = model();
      return -0.5 * here.gradient().dot(fullStep(here));
    }

    @Override
    public double fullStepNorm() {
      QuadraticModel here = model();
      return here.lift(fullStep(here)).maxNorm();
    }

    /// e = −w̃⁻¹ c.
    private static Vector fullStep(QuadraticModel model) {
      Vector w = model.positiveEigenvalues();
      return Vector.of(w.dimension(), k -> -model.gradient().at(k) / w.at(k));
    }

    private QuadraticModel model() {
      return Objects.requireNonNull(model, "no point yet");
    }

    private StepControl control() {
      return Objects.requireNonNull(control, "no point yet");
    }
  }
}
