import org.jspecify.annotations.NullMarked;

/// Objectives, solvers and profiles.
@NullMarked
@SuppressWarnings("requires-automatic") // EJML and JTransforms have no module descriptors
module io.gainprint.fitting {
  requires static org.jspecify;
  requires transitive io.gainprint.dsp;
  requires ejml.core;
  requires ejml.ddense;
  requires JTransforms;
  requires org.apache.commons.statistics.distribution;
  requires tools.jackson.databind;

  exports io.gainprint.fitting;
  exports io.gainprint.fitting.coordinates;
  exports io.gainprint.fitting.filter;
  exports io.gainprint.fitting.inference;
  exports io.gainprint.fitting.linear;
  exports io.gainprint.fitting.profile;
  exports io.gainprint.fitting.solver;
  exports io.gainprint.fitting.solver.catalogue;
  exports io.gainprint.fitting.solver.curvature;
  exports io.gainprint.fitting.solver.firstorder;
  exports io.gainprint.fitting.solver.globalisation;
  exports io.gainprint.fitting.solver.problem;
  exports io.gainprint.fitting.start;
  exports io.gainprint.fitting.sweep;
}
