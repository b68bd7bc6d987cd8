package io.gainprint.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What the module descriptors cannot say about who may know whom.
///
/// Some layers have no classes yet; their rules hold from the first one on.
final class ArchitectureTest {
  private static final List<String> MODULES =
      List.of("dsp", "recordings", "fitting", "recordings/regression", "plugin-host", "cli");

  private static JavaClasses classes;

  @BeforeAll
  static void importClassesOfAllModules() {
    classes =
        new ClassFileImporter()
            .importPaths(
                MODULES.stream()
                    .map(module -> Path.of("..", module, "target", "classes"))
                    .toList());
  }

  @Test
  void classes_ofEveryLayerAreSeen() {
    assertThat(classes.stream().map(JavaClass::getPackageName).collect(Collectors.toSet()))
        .contains(
            "io.gainprint.dsp",
            "io.gainprint.recordings",
            "io.gainprint.fitting",
            "io.gainprint.regression",
            "io.gainprint.host",
            "io.gainprint.cli");
  }

  @Test
  void modules_dependOneWay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .withOptionalLayers(true)
        .layer("cli")
        .definedBy("io.gainprint.cli..")
        .layer("host")
        .definedBy("io.gainprint.host..")
        .layer("regression")
        .definedBy("io.gainprint.regression..")
        .layer("fitting")
        .definedBy("io.gainprint.fitting..")
        .layer("recordings")
        .definedBy("io.gainprint.recordings..")
        .layer("dsp")
        .definedBy("io.gainprint.dsp..")
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("host")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("regression")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("fitting")
        .mayOnlyBeAccessedByLayers("cli", "regression")
        .whereLayer("recordings")
        .mayOnlyBeAccessedByLayers("cli", "regression")
        .whereLayer("dsp")
        .mayOnlyBeAccessedByLayers("cli", "host", "regression", "fitting", "recordings")
        .check(classes);
  }

  @Test
  void packages_haveNoCycles() {
    slices().matching("io.gainprint.(**)").should().beFreeOfCycles().check(classes);
  }

  @Test
  void dsp_knowsNoDevicesAndNoScreen() {
    noClasses()
        .that()
        .resideInAPackage("io.gainprint.dsp..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.awt..", "javax.swing..", "javax.sound..")
        .check(classes);
  }

  @Test
  void standardStreams_areTheCommandLines() {
    noClasses()
        .that(
            resideInAPackage("io.gainprint..").and(resideInAPackage("io.gainprint.cli..").negate()))
        .should(ACCESS_STANDARD_STREAMS)
        .check(classes);
  }

  @Test
  void names_sayWhatTheThingIs() {
    noClasses()
        .should()
        .haveNameMatching(".*(Util|Utils|Helper|Common|Misc|Impl|Manager)(\\$.*)?")
        .orShould()
        .resideInAnyPackage(
            "..util..", "..utils..", "..helper..", "..common..", "..misc..", "..impl..")
        .check(classes);
  }
}
