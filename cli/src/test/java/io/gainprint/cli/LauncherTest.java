package io.gainprint.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.HOURS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The launcher in a project of its own, with a Maven and JDKs that are a few lines of shell: this
/// java prints its name and arguments.
@DisabledOnOs(OS.WINDOWS)
final class LauncherTest {
  private static final List<String> TOOLS =
      List.of(
          "awk", "cat", "date", "find", "head", "mkdir", "mv", "readlink", "rm", "sed", "sleep");

  private static final String MAVEN =
      """
      #!/bin/sh
      for argument; do
        case $argument in
          -Dlauncher.build=*) build=${argument#*=} ;;
          */pom.xml) project=${argument%/pom.xml} ;;
        esac
      done
      echo "built with $JAVA_HOME" >>"$project/builds"
      mkdir -p "$project/dsp/target/launcher/$build/classes"
      mkdir -p "$project/recordings/regression/target/launcher/$build/classes"
      mkdir -p "$project/cli/target/launcher/$build/gainprint/lib"
      """;

  @TempDir private Path folder;

  private Path home;
  private Path tools;
  private Path project;
  private Path source;

  @BeforeEach
  void makeProject() throws IOException {
    home = Files.createDirectory(folder.resolve("home"));
    tools = Files.createDirectory(folder.resolve("tools"));
    for (String tool : TOOLS) {
      executable(tools.resolve(tool), "#!/bin/sh\nexec " + system(tool) + " \"$@\"\n");
    }
    project = Files.createDirectory(folder.resolve("a project"));
    source = project.resolve("dsp/src/main/java/Kept.java");
    Files.createDirectories(source.getParent());
    Files.createFile(source);
    Files.createFile(source.resolveSibling("Deleted.java"));
    Files.createFile(project.resolve("pom.xml"));
    // The usual folders of this machine may hold a JDK.
    String launcher = Files.readString(Path.of("..", "gainprint"));
    String isolated = launcher.replaceAll("(?m)^    (/[A-Za-z])", "    " + folder + "/none$1");
    assertThat(isolated)
        .contains(folder + "/none/usr/lib/jvm/*")
        .doesNotContain(" /usr/", " /opt/");
    executable(project.resolve("gainprint"), isolated);
    Instant longAgo = Instant.now().minusSeconds(HOURS.toSeconds(2));
    try (Stream<Path> files = Files.walk(project)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, FileTime.from(longAgo));
      }
    }
  }

  @Test
  void noJdk_isOneSentence() throws Exception {
    assertThat(run())
        .isEqualTo(
            refusal(
                "there is no JDK 25 or newer here; install one, such as Temurin 25 from"
                    + " https://adoptium.net, or name its folder in GAINPRINT_JAVA"));
  }

  @Test
  void noMaven_isOneSentence() throws Exception {
    jdk(home.resolve(".jdks/a"), "25.0.1");
    assertThat(run())
        .isEqualTo(
            refusal(
                "building needs Maven, and there is no mvn on the PATH; install it with the package"
                    + " manager, or from https://maven.apache.org"));
  }

  @Test
  void namedJdk_tooOldIsOneSentence() throws Exception {
    jdk(home.resolve(".jdks/a"), "25.0.1");
    Path old = jdk(folder.resolve("old"), "17.0.15");
    assertThat(runWith("GAINPRINT_JAVA", old.toString()))
        .isEqualTo(refusal("GAINPRINT_JAVA must be a JDK 25 or newer, and " + old + " is 17.0.15"));
  }

  @Test
  void namedJdk_missingIsOneSentence() throws Exception {
    jdk(home.resolve(".jdks/a"), "25.0.1");
    assertThat(runWith("GAINPRINT_JAVA", "/no/such/java"))
        .isEqualTo(refusal("GAINPRINT_JAVA must be a JDK 25 or newer, and /no/such/java is none"));
  }

  @Test
  void namedJava_winsOverJavaHome() throws Exception {
    maven(MAVEN);
    Path named = jdk(folder.resolve("named"), "25.0.1");
    Path inHome = jdk(folder.resolve("in home"), "26");
    ProcessBuilder launcher = launcher(project.resolve("gainprint"));
    launcher.environment().put("JAVA_HOME", inHome.toString());
    assertThat(run(launcher).out()).startsWith(inHome + "/bin/java\n");
    launcher.environment().put("GAINPRINT_JAVA", named.resolve("bin/java").toString());
    assertThat(run(launcher).out()).startsWith(named + "/bin/java\n");
  }

  @Test
  void usualFolders_giveTheNewestJdk() throws Exception {
    maven(MAVEN);
    jdk(home.resolve(".jdks/a"), "25.0.9");
    Path newest = jdk(home.resolve(".sdkman/candidates/java/b"), "25.0.10");
    jdk(home.resolve(".sdkman/candidates/java/c"), "24");
    assertThat(run().out()).startsWith(newest + "/bin/java\n");
  }

  @Test
  void firstRun_buildsAndTheSecondNeedsNoMaven() throws Exception {
    maven(MAVEN);
    Path jdk = jdk(home.resolve(".jdks/a"), "25.0.1");
    assertThat(run().err()).isEqualTo("gainprint: building (first use, about a minute) ...\n");
    assertThat(builds()).containsExactly("built with " + jdk);
    assertThat(project.resolve("dsp/target/launcher")).isEmptyDirectory();

    Files.delete(tools.resolve("mvn"));
    Run second = run();
    assertThat(second.exitCode()).isZero();
    assertThat(second.err()).isEmpty();
  }

  @Test
  void arguments_arriveAsGiven() throws Exception {
    maven(MAVEN);
    jdk(home.resolve(".jdks/a"), "25.0.1");
    assertThat(run(launcher(project.resolve("gainprint"), "fit", "a  b.wav", "*", "", "-q")).out())
        .endsWith("io.gainprint.cli/io.gainprint.cli.Gainprint\nfit\na  b.wav\n*\n\n-q\n");
  }

  @Test
  void javaOptions_areAddedAndMayNameAnotherCollector() throws Exception {
    maven(MAVEN);
    jdk(home.resolve(".jdks/a"), "25.0.1");
    assertThat(run().out()).contains("\n-XX:+UseParallelGC\n");
    assertThat(runWith("GAINPRINT_JAVA_OPTS", "-Xmx64m -XX:+UseSerialGC").out())
        .contains("\n-Xmx64m\n-XX:+UseSerialGC\n-p\n")
        .doesNotContain("UseParallelGC");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fit", "demo", "bench"})
  void commandsThatFit_useTheVectorUnitAndTheirOwnCache(String command) throws Exception {
    maven(MAVEN);
    jdk(home.resolve(".jdks/a"), "25.0.1");
    Path launcher = project.resolve("gainprint");
    assertThat(run(launcher(launcher, command, "-q")).out())
        .contains("\n--add-modules=jdk.incubator.vector\n-Xmn48m\n-XX:AOTCache=", "/fits.aot\n");
    assertThat(run(launcher(launcher, command, "--help")).out()).contains("/classes.aot\n");
    assertThat(run(launcher(launcher, "process", command)).out())
        .contains("/classes.aot\n")
        .doesNotContain("--add-modules");
  }

  @Test
  void aHeapOfTheUsersOwn_isNotDivided() throws Exception {
    maven(MAVEN);
    jdk(home.resolve(".jdks/a"), "25.0.1");
    ProcessBuilder fit = launcher(project.resolve("gainprint"), "fit");
    fit.environment().put("GAINPRINT_JAVA_OPTS", "-Xmx64m");
    assertThat(run(fit).out()).contains("\n-Xmx64m\n-p\n").doesNotContain("-Xmn");
  }

  @Test
  void link_leadsToTheProject() throws Exception {
    maven(MAVEN);
    jdk(home.resolve(".jdks/a"), "25.0.1");
    Path bin = Files.createDirectory(folder.resolve("my bin"));
    Path relative = Files.createSymbolicLink(bin.resolve("one"), Path.of("../a project/gainprint"));
    Path link = Files.createSymbolicLink(bin.resolve("two"), relative);
    assertThat(run(launcher(link)).out()).contains("\n" + project.toRealPath() + "/cli/target/");
  }

  @Test
  void changedSource_isBuilt() throws Exception {
    runOnceAnHourAgo();
    assertThat(run().err()).isEmpty();
    Files.writeString(source, "// changed");
    assertThat(run().err()).isEqualTo("gainprint: building (sources have changed) ...\n");
    assertThat(builds()).hasSize(2);
  }

  @Test
  void changedSourceOfAModuleWithinAModule_isBuilt() throws Exception {
    runOnceAnHourAgo();
    Path nested = project.resolve("recordings/regression/src/main/java/New.java");
    Files.createDirectories(nested.getParent());
    Files.createFile(nested);
    assertThat(run().err()).isEqualTo("gainprint: building (sources have changed) ...\n");
    assertThat(builds()).hasSize(2);
    assertThat(project.resolve("recordings/regression/target/launcher")).isEmptyDirectory();
  }

  @Test
  void deletedSource_isBuilt() throws Exception {
    runOnceAnHourAgo();
    Files.delete(source.resolveSibling("Deleted.java"));
    assertThat(run().err()).isEqualTo("gainprint: building (sources have changed) ...\n");
    assertThat(builds()).hasSize(2);
  }

  @Test
  void failedBuild_showsItsLogAndIsTriedAgain() throws Exception {
    maven("#!/bin/sh\necho '[ERROR] Kept.java:1 not a statement'\nexit 1\n");
    jdk(home.resolve(".jdks/a"), "25.0.1");
    Run failed = run();
    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.err().lines())
        .containsExactly(
            "gainprint: building (first use, about a minute) ...",
            "[ERROR] Kept.java:1 not a statement",
            "gainprint: the build failed");
    maven(MAVEN);
    assertThat(run().exitCode()).isZero();
  }

  @Test
  void twoAtOnce_buildOnce() throws Exception {
    maven(MAVEN + "until [ -e \"$project/go\" ] || [ ! -e \"$project\" ]; do sleep 1; done\n");
    jdk(home.resolve(".jdks/a"), "25.0.1");
    Process first = launcher(project.resolve("gainprint")).start();
    try (BufferedReader err = first.errorReader()) {
      assertThat(err.readLine()).startsWith("gainprint: building");
      Process second = launcher(project.resolve("gainprint")).start();
      try (BufferedReader secondErr = second.errorReader()) {
        assertThat(secondErr.readLine())
            .isEqualTo("gainprint: waiting for another build to end ...");
        Files.createFile(project.resolve("go"));
        assertThat(second.waitFor()).isZero();
      }
      assertThat(first.waitFor()).isZero();
    }
    assertThat(builds()).hasSize(1);
  }

  @Test
  void lockOfADeadLauncher_isTakenOver() throws Exception {
    maven(MAVEN);
    jdk(home.resolve(".jdks/a"), "25.0.1");
    Process dead = new ProcessBuilder(system("sh").toString(), "-c", ":").start();
    dead.waitFor();
    Path lock = Files.createDirectories(project.resolve("cli/target/launcher/lock"));
    Files.writeString(lock.resolve("pid"), dead.pid() + "\n");
    assertThat(run().exitCode()).isZero();
    assertThat(lock).doesNotExist();
  }

  private void runOnceAnHourAgo() throws Exception {
    maven(MAVEN);
    jdk(home.resolve(".jdks/a"), "25.0.1");
    assertThat(run().exitCode()).isZero();
    Files.setLastModifiedTime(
        project.resolve("cli/target/launcher/current"),
        FileTime.from(Instant.now().minusSeconds(HOURS.toSeconds(1))));
  }

  private List<String> builds() throws IOException {
    return Files.readAllLines(project.resolve("builds"));
  }

  private void maven(String script) throws IOException {
    executable(tools.resolve("mvn"), script);
  }

  private static Path jdk(Path home, String version) throws IOException {
    Path bin = Files.createDirectories(home.resolve("bin"));
    executable(bin.resolve("javac"), "#!/bin/sh\n");
    executable(
        bin.resolve("java"),
        """
        #!/bin/sh
        case $* in
          *-XshowSettings*) echo "    java.home = ${0%/bin/java}" ;;
          *) printf '%s\\n' "$0" "$@" ;;
        esac
        """);
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return home.toRealPath();
  }

  private static Path system(String tool) {
    return Stream.of("/usr/bin", "/bin")
        .map(folder -> Path.of(folder, tool))
        .filter(Files::exists)
        .findFirst()
        .orElseThrow();
  }

  private static void executable(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private ProcessBuilder launcher(Path launcher, String... arguments) {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", tools.toString());
    builder.environment().put("HOME", home.toString());
    return builder;
  }

  private Run run() throws Exception {
    return run(launcher(project.resolve("gainprint")));
  }

  private Run runWith(String variable, String value) throws Exception {
    ProcessBuilder launcher = launcher(project.resolve("gainprint"));
    launcher.environment().put(variable, value);
    return run(launcher);
  }

  private static Run run(ProcessBuilder launcher) throws Exception {
    Path err = Files.createTempFile(launcher.directory().toPath(), "err", ".txt");
    Process process = launcher.redirectError(err.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Run(process.waitFor(), out, Files.readString(err));
  }

  private static Run refusal(String sentence) {
    return new Run(1, "", "gainprint: " + sentence + "\n");
  }

  private record Run(int exitCode, String out, String err) {}
}
