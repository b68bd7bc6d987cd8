package io.gainprint.fitting.sweep;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gainprint.dsp.unit.Controls;
import io.gainprint.fitting.Cancellation;
import io.gainprint.fitting.CompressorFit;
import io.gainprint.fitting.FitResult;
import io.gainprint.fitting.FitSettings;
import io.gainprint.fitting.Neighbour;
import io.gainprint.fitting.Take;
import io.gainprint.fitting.WarmFit;
import io.gainprint.fitting.profile.Model;
import io.gainprint.fitting.profile.Setting;
import io.gainprint.fitting.profile.SweepMark;
import io.gainprint.fitting.solver.SolverStatus;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The settings of one mode, fitted one after the other, hardest first.
final class Chain {
  private final List<SettingRecordings> settings;
  private final SweepSettings sweep;
  private final Checkpoint checkpoint;
  private final Log log;
  private final Cancellation cancellation;

  /// @param ascending the settings by position
  Chain(
      List<SettingRecordings> ascending,
      SweepSettings sweep,
      Checkpoint checkpoint,
      Log log,
      Cancellation cancellation) {
    this.settings = ascending.reversed();
    this.sweep = sweep;
    this.checkpoint = checkpoint;
    this.log = log;
    this.cancellation = cancellation;
  }

  /// The settings that an earlier sweep has finished, as long as those before them that it has not
  /// finished cannot be fitted now either.
  List<Controls> finishedBefore() {
    List<Controls> finished = new ArrayList<>();
    Checkpoint.@Nullable Done before = null;
    for (SettingRecordings one : settings) {
      Optional<Checkpoint.Done> done = checkpoint.find(one.controls());
      if (done.isPresent() && done.get().key().equals(key(one, before))) {
        before = done.get();
        finished.add(one.controls());
      }
    }
    return finished;
  }

  /// Fits what is not finished.
  ///
  /// @param running how many chains run now, who share the threads
  /// @throws CancellationException if cancelled
  /// @throws IOException if a profile cannot be kept
  void run(AtomicInteger running) throws IOException {
    running.incrementAndGet();
    try {
      Checkpoint.@Nullable Done before = null;
      for (SettingRecordings one : settings) {
        cancellation.throwIfRequested();
        Optional<Checkpoint.Done> done = checkpoint.find(one.controls());
        if (done.isPresent() && done.get().key().equals(key(one, before))) {
          log.add(
              new SettingOutcome.Kept(
                  one.controls(), done.get().setting(), missing(one, done.get())));
        } else {
          checkpoint.drop(one.controls());
          int share = Math.ceilDiv(sweep.fit().threads(), running.get());
          done = fit(one, before, sweep.fit().withThreads(share));
        }
        before = done.orElse(before);
      }
    } finally {
      running.decrementAndGet();
    }
  }

  /// What was wrong with takes that an earlier sweep had to leave out, which is to be told again.
  private static List<String> missing(SettingRecordings one, Checkpoint.Done done) {
    return done.sources().size() < one.takes() ? one.load().problems() : List.of();
  }

  private Optional<Checkpoint.Done> fit(
      SettingRecordings one, Checkpoint.@Nullable Done before, FitSettings how) throws IOException {
    SettingRecordings.Loaded loaded = one.load();
    List<String> problems = new ArrayList<>(loaded.problems());
    if (!loaded.takes().isEmpty()) {
      WarmFit fit;
      try {
        fit = fit(loaded.takes(), before, how);
      } catch (IllegalArgumentException e) {
        problems.add(String.valueOf(e.getMessage()));
        log.add(new SettingOutcome.Refused(one.controls(), problems));
        return Optional.empty();
      }
      Optional<String> useless = uselessness(fit.result());
      if (useless.isEmpty()) {
        Checkpoint.Done done =
            new Checkpoint.Done(setting(one, before, fit, loaded), loaded.sources());
        checkpoint.add(done);
        log.add(
            new SettingOutcome.Fitted(
                one.controls(), done.setting(), fit.fallback(), fit.result().seconds(), problems));
        return Optional.of(done);
      }
      problems.add(useless.get());
    }
    log.add(new SettingOutcome.Refused(one.controls(), problems));
    return Optional.empty();
  }

  private WarmFit fit(List<Take> takes, Checkpoint.@Nullable Done before, FitSettings how) {
    WarmFit fit =
        before == null
            ? new WarmFit(
                CompressorFit.fit(takes, sweep.sampleRateHz(), how, _ -> {}, cancellation),
                Optional.empty())
            : CompressorFit.fitFrom(
                new Neighbour(before.setting().parameters(), before.setting().esr()),
                takes,
                sweep.sampleRateHz(),
                how,
                _ -> {},
                cancellation);
    if (fit.result().status() == SolverStatus.CANCELLED) {
      throw new CancellationException("cancelled on request");
    }
    return fit;
  }

  private static Optional<String> uselessness(FitResult result) {
    if (result.status() == SolverStatus.NON_FINITE) {
      return Optional.of("the error is not a finite number: check the level of the recordings");
    }
    return result.isCompressing()
        ? Optional.empty()
        : Optional.of(
            "no compression was found: check that the unit compresses at this setting, and that dry"
                + " and wet are not swapped");
  }

  private Setting setting(
      SettingRecordings one,
      Checkpoint.@Nullable Done before,
      WarmFit fit,
      SettingRecordings.Loaded loaded) {
    SweepMark.Start start =
        before == null
            ? SweepMark.Start.SEARCH
            : fit.fallback().isEmpty() ? SweepMark.Start.NEIGHBOUR : SweepMark.Start.FALLBACK;
    FitResult result = fit.result();
    return new Setting(
        Optional.of(one.controls()),
        new Model.Compressor(result.parameters(), result.standardErrors()),
        result.esr(),
        result.iterations(),
        result.status().toString(),
        Optional.of(new SweepMark(start, loaded.takes().size(), key(one, before))));
  }

  /// The digest of all that the fit of a setting depends on.
  private String key(SettingRecordings one, Checkpoint.@Nullable Done before) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part :
          List.of(
              sweep.method(),
              one.controls().toString(),
              one.identity(),
              before == null ? "" : before.key())) {
        byte[] bytes = part.getBytes(UTF_8);
        digest.update((bytes.length + ":").getBytes(UTF_8)); // so that parts do not run together
        digest.update(bytes);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
