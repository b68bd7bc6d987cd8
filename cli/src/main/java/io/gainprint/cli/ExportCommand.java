package io.gainprint.cli;

import io.gainprint.host.export.BundleFolder;
import io.gainprint.host.export.ExportException;
import io.gainprint.host.export.ExportFormat;
import io.gainprint.host.export.ExportedUnit;
import io.gainprint.host.export.NativeCompiler;
import io.gainprint.host.export.PluginBundle;
import io.gainprint.host.export.PluginFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `gainprint export`: a native plugin.
@Command(
    name = "export",
    description = {
      "Writes a fitted unit as the C source of a native plugin, complete in one folder: any C99"
          + " compiler builds it, and no Java is needed to run it.",
      "",
      "The plugin has the unit's own controls, as far as they were fitted: peak reduction, a"
          + " compress/limit switch, and a gain in dB; where only one setting was fitted, the five"
          + " parameters. It comes in mono and in stereo, whose louder channel sets the gain of both."
    },
    footer = {
      "",
      "lv2      plugins, their description, and a preset for each fitted setting, for hosts such as"
          + " Ardour and jalv. Bypass is free of clicks, look-ahead is reported.",
      "ladspa   plugins for sox, ffmpeg and others. Hosts get rough defaults only; the file README.txt has the"
          + " fitted values.",
      "c        the processor alone, with headers, for other programs and for firmware.",
      "",
      "CC and CFLAGS choose the compiler and its options (-O3 if left out), as they do for the"
          + " Makefile in the folder. A folder is replaced only if export wrote all that is in it.",
      "",
      "Examples:",
      "  gainprint export --unit la2a --install",
      "  gainprint export --profile unit.gainprint.json -o unit.lv2 --build",
      "  gainprint export --profile unit.gainprint.json --format c -o firmware/compressor"
    })
final class ExportCommand implements Callable<Integer> {
  @Mixin CommonOptions common;
  @Mixin ExportSource source;

  @Option(
      names = "--format",
      paramLabel = "<format>",
      defaultValue = "lv2",
      description = "What to write: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if left out.")
  ExportFormat format;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "<folder>",
      description =
          "The folder to write; if left out, one named for the unit, such as la_2a.lv2, or with"
              + " --install none.")
  @Nullable Path output;

  @Option(names = "--build", description = "Compile it, too.")
  boolean isBuilding;

  @Option(
      names = "--install",
      description =
          "Compile it, and put it where hosts look for plugins of this user: ~/.lv2 or ~/.ladspa.")
  boolean isInstalling;

  @Option(
      names = {"-f", "--force"},
      description = "Replace an export that is there already.")
  boolean isReplacing;

  @Option(names = "--json", description = "Print what was written as JSON.")
  boolean json;

  @Override
  public Integer call() throws IOException {
    if (isInstalling && format == ExportFormat.C) {
      throw new CommandFailure(
          ExitCode.USAGE, "--install is for plugins: hosts load none of format c");
    }
    ExportedUnit unit = source.unit(common.err());
    PluginBundle bundle = CommandFailure.ofUsage(() -> PluginBundle.of(unit, format));
    Path folder =
        output == null && !isInstalling ? Path.of(bundle.folderName()) : output; // or none
    Path installed = isInstalling ? installed(bundle) : null;
    checkTargets(folder, installed);
    NativeCompiler compiler =
        isBuilding || isInstalling ? NativeCompiler.of(System.getenv()) : null;
    if (folder != null) {
      BundleFolder.write(bundle, folder, isReplacing, compiler);
    }
    if (installed != null) {
      install(bundle, installed, compiler);
    }
    report(bundle, unit, folder, installed);
    return ExitCode.OK;
  }

  private void checkTargets(@Nullable Path folder, @Nullable Path installed) throws IOException {
    try {
      if (folder != null) {
        BundleFolder.check(folder, isReplacing);
      }
      if (installed != null && Files.exists(installed, LinkOption.NOFOLLOW_LINKS)) {
        if (format == ExportFormat.LV2) {
          BundleFolder.check(installed, isReplacing);
        } else {
          BundleFolder.checkFile(installed, isReplacing);
        }
      }
    } catch (ExportException e) {
      throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }

  private Path installed(PluginBundle bundle) {
    Path folder = PluginFolders.of(format, Path.of(System.getProperty("user.home")));
    return folder.resolve(
        format == ExportFormat.LV2 ? bundle.folderName() : bundle.products().getFirst());
  }

  private void install(PluginBundle bundle, Path installed, @Nullable NativeCompiler compiler)
      throws IOException {
    if (format == ExportFormat.LV2) {
      Files.createDirectories(installed.toAbsolutePath().getParent());
      BundleFolder.write(bundle, installed, isReplacing, compiler);
      return;
    }
    Path workshop = Files.createTempDirectory("gainprint");
    Path built = workshop.resolve(bundle.folderName());
    try {
      BundleFolder.write(bundle, built, false, compiler);
      BundleFolder.installFile(built.resolve(bundle.products().getFirst()), installed, isReplacing);
    } finally {
      BundleFolder.delete(built);
      Files.delete(workshop);
    }
  }

  private void report(
      PluginBundle bundle, ExportedUnit unit, @Nullable Path folder, @Nullable Path installed) {
    List<Path> written = new ArrayList<>();
    if (folder != null) {
      written.add(folder);
    }
    if (installed != null) {
      written.add(installed);
    }
    List<String> plugins =
        switch (format) {
          case LV2 -> bundle.uris();
          case LADSPA -> bundle.labels();
          case C -> List.of();
        };
    if (json) {
      ObjectNode root = Json.object();
      root.put("unit", unit.name()).put("format", format.toString());
      root.put("built", isBuilding || isInstalling);
      ArrayNode folders = root.putArray("written");
      written.forEach(path -> folders.add(path.toString()));
      ArrayNode names = root.putArray("plugins");
      plugins.forEach(names::add);
      common.out().print(Json.text(root));
      return;
    }
    written.forEach(path -> common.out().println(path));
    plugins.forEach(plugin -> common.out().println("  " + plugin));
  }
}
