package io.gainprint.fitting.solver;

import io.gainprint.fitting.linear.Box;
import io.gainprint.fitting.linear.Vector;
import io.gainprint.fitting.solver.curvature.AbsoluteDiagonal;
import io.gainprint.fitting.solver.curvature.Bfgs;
import io.gainprint.fitting.solver.curvature.ConjugateGradients;
import io.gainprint.fitting.solver.curvature.ExactHessian;
import io.gainprint.fitting.solver.curvature.GaussNewton;
import io.gainprint.fitting.solver.curvature.Hybrid;
import io.gainprint.fitting.solver.curvature.Lazy;
import io.gainprint.fitting.solver.curvature.SaddleFree;
import io.gainprint.fitting.solver.curvature.Subspace;
import io.gainprint.fitting.solver.firstorder.Adam;
import io.gainprint.fitting.solver.firstorder.GradientDescent;
import io.gainprint.fitting.solver.firstorder.Oasis;
import io.gainprint.fitting.solver.globalisation.AffineInvariantDamping;
import io.gainprint.fitting.solver.globalisation.Armijo;
import io.gainprint.fitting.solver.globalisation.CubicRegularisation;
import io.gainprint.fitting.solver.globalisation.GradientNormalised;
import io.gainprint.fitting.solver.globalisation.LevenbergMarquardt;
import io.gainprint.fitting.solver.globalisation.TrustRegion;
import java.util.List;
import java.util.stream.Stream;

/// Every kind of method for problems in two variables, under a name.
record NamedMethod(String name, Method method) {
  private static final Box EVERYWHERE =
      Box.of(
          Vector.of(2, _ -> Double.NEGATIVE_INFINITY), Vector.of(2, _ -> Double.POSITIVE_INFINITY));

  static List<Globalisation> globalisations() {
    return List.of(
        Armijo.DEFAULT,
        TrustRegion.DEFAULT,
        LevenbergMarquardt.DEFAULT,
        CubicRegularisation.DEFAULT,
        new GradientNormalised(),
        new AffineInvariantDamping());
  }

  static List<CurvatureModel> curvatures() {
    List<List<Integer>> singletons = List.of(List.of(0), List.of(1));
    return List.of(
        new ExactHessian(),
        new GaussNewton(),
        new Hybrid(),
        new AbsoluteDiagonal(),
        new SaddleFree(new ExactHessian()),
        new Lazy(new ExactHessian(), 3),
        new Lazy(new Bfgs(), 3),
        new Bfgs(),
        new Subspace(new ExactHessian(), Subspace.partition(singletons)),
        new Subspace(new ExactHessian(), Subspace.greedyBlock(singletons)),
        ConjugateGradients.DEFAULT);
  }

  /// All that decide upon a step by its loss.
  static List<NamedMethod> conditional() {
    Stream<NamedMethod> newton =
        curvatures().stream()
            .flatMap(curvature -> globalisations().stream().map(g -> newton(curvature, g)));
    return Stream.concat(
            newton,
            Stream.of(
                new NamedMethod("GradientDescent", new GradientDescent()),
                new NamedMethod("box Hessian", new ProjectedNewton(new ExactHessian(), EVERYWHERE)),
                new NamedMethod("box Bfgs", new ProjectedNewton(new Bfgs(), EVERYWHERE))))
        .toList();
  }

  /// Those that take every step.
  static List<NamedMethod> unconditional() {
    return List.of(
        new NamedMethod("Adam", Adam.DEFAULT),
        new NamedMethod("Adam with friction", new Adam(0.05, true)),
        new NamedMethod("Oasis", new Oasis()));
  }

  static List<NamedMethod> all() {
    return Stream.concat(conditional().stream(), unconditional().stream()).toList();
  }

  /// Those that make do with gradients.
  static List<NamedMethod> byGradientsAlone() {
    Stream<NamedMethod> bfgs = globalisations().stream().map(g -> newton(new Bfgs(), g));
    return Stream.concat(
            bfgs,
            Stream.of(
                new NamedMethod("GradientDescent", new GradientDescent()),
                new NamedMethod("Adam", Adam.DEFAULT),
                new NamedMethod("Adam with friction", new Adam(0.05, true)),
                new NamedMethod("box Bfgs", new ProjectedNewton(new Bfgs(), EVERYWHERE))))
        .toList();
  }

  private static NamedMethod newton(CurvatureModel curvature, Globalisation globalisation) {
    String name = curvature instanceof Subspace ? "Subspace" : curvature.toString();
    return new NamedMethod(name + " " + globalisation, new NewtonMethod(curvature, globalisation));
  }

  @Override
  public String toString() {
    return name;
  }
}
