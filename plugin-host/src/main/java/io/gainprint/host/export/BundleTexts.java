package io.gainprint.host.export;

import java.util.Locale;

/// The files of a bundle that are for people and for `make`.
final class BundleTexts {
  private final PluginBundle bundle;
  private final String name;
  private final ControlPorts controls;

  /// @param name the unit's name, on one line
  BundleTexts(PluginBundle bundle, String name, ControlPorts controls) {
    this.bundle = bundle;
    this.name = name;
    this.controls = controls;
  }

  /// A Makefile for POSIX make; CC, CFLAGS and the folder of `install` can be overridden.
  String makefile() {
    String head =
        """
        CC = cc
        CFLAGS = -O3
        # Without -ffast-math: it would change the mode of the host's arithmetic.
        GAINPRINT_CFLAGS = -std=c99 -Wall -Wextra

        """;
    String sources = "compressor.h compressor.c unit.h unit.c constants.h";
    return head
        + switch (bundle.format()) {
          case LV2 ->
              """
              LV2_FOLDER = $(HOME)/.lv2

              %1$s: lv2.c plugin.c %2$s
              	$(CC) $(GAINPRINT_CFLAGS) $(CFLAGS) -fPIC -fvisibility=hidden -shared -o $@ lv2.c -lm

              install: %1$s
              	mkdir -p "$(LV2_FOLDER)/%3$s"
              	cp %1$s manifest.ttl plugin.ttl presets.ttl "$(LV2_FOLDER)/%3$s"

              clean:
              	rm -f %1$s
              """
                  .formatted(bundle.library(), sources, bundle.folderName());
          case LADSPA ->
              """
              LADSPA_FOLDER = $(HOME)/.ladspa

              %1$s: ladspa.c plugin.c ports.h %2$s
              	$(CC) $(GAINPRINT_CFLAGS) $(CFLAGS) -fPIC -fvisibility=hidden -shared -o $@ ladspa.c -lm

              install: %1$s
              	mkdir -p "$(LADSPA_FOLDER)"
              	cp %1$s "$(LADSPA_FOLDER)"

              clean:
              	rm -f %1$s
              """
                  .formatted(bundle.library(), sources);
          case C ->
              """
              PREFIX = /usr/local

              all: compressor.o unit.o

              compressor.o: compressor.c compressor.h
              	$(CC) $(GAINPRINT_CFLAGS) $(CFLAGS) -c -o $@ compressor.c

              unit.o: unit.c unit.h compressor.h constants.h
              	$(CC) $(GAINPRINT_CFLAGS) $(CFLAGS) -c -o $@ unit.c

              install: all
              	mkdir -p "$(PREFIX)/include/gainprint" "$(PREFIX)/lib/gainprint"
              	cp compressor.h unit.h "$(PREFIX)/include/gainprint"
              	cp compressor.o unit.o "$(PREFIX)/lib/gainprint"

              clean:
              	rm -f compressor.o unit.o
              """;
        };
  }

  /// What is in the bundle and how it is used.
  String readme() {
    StringBuilder text = new StringBuilder();
    text.append(name).append("\n\n");
    text.append("A compressor fitted by Gainprint, as portable C99 without dependencies.\n");
    text.append("\nControls\n");
    for (ControlPort port : controls.ports()) {
      text.append(
          String.format(
              Locale.ROOT,
              "  %-15s %s to %s%s, %s at first\n",
              port.symbol(),
              Numbers.plain(port.least()),
              Numbers.plain(port.most()),
              port.kind().unit().isEmpty() ? "" : " " + port.kind().unit(),
              Numbers.plain(port.initial())));
    }
    text.append(
        switch (bundle.format()) {
          case LV2 ->
              """
                enabled         0 passes the sound by, without a click

              Meters: input_level, output_level (dBFS) and gain_reduction (dB).

              Plugins
                %s
                %s
              Two channels are linked: the louder one sets the gain of both.

              Build and install
                make install
              puts the bundle into ~/.lv2; CC, CFLAGS and LV2_FOLDER can be given to make.
              """
                  .formatted(bundle.uris().getFirst(), bundle.uris().getLast());
          case LADSPA ->
              """

              Meters: input and output level (dBFS) and gain reduction (dB).
              LADSPA knows only rough defaults: set the controls to the values above.

              Plugins in %s
                %s
                %s
              Two channels are linked: the louder one sets the gain of both. The plugins' numbers are
              made from the unit's name, below 1000, where numbers need no registration and may clash.

              Build and install
                make install
              puts the library into ~/.ladspa; CC, CFLAGS and LADSPA_FOLDER can be given to make.
              """
                  .formatted(
                      bundle.library(), bundle.labels().getFirst(), bundle.labels().getLast());
          case C ->
              """

              compressor.h    the processor and how it is used
              unit.h          from these controls to its settings
              constants.h     generated: names, ranges, the fitted table

              Build
                make
              leaves compressor.o and unit.o; or add compressor.c and unit.c to your own program. They
              need the C library and its mathematics (-lm), and allocate nothing.

                float controls[GAINPRINT_CONTROLS];          (their number: constants.h)
                for each i: controls[i] = gainprint_unit_initial(i);
                gainprint_init(&c, rate, channels, look_ahead, delay);
                gainprint_unit_parameters(controls, &parameters);
                gainprint_set(&c, &parameters, 1);
                gainprint_process(&c, in, out, frames);
              """;
        });
    text.append("\nTimes are those of a change from 10 % to 90 %.\n");
    return text.toString();
  }
}
