package io.gainprint.host.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The Turtle of an LV2 bundle: manifest, plugins, presets.
final class Lv2Description {
  /// Symbols of the ports that every plugin has.
  static final Set<String> RESERVED_SYMBOLS =
      Set.of(
          "in",
          "out",
          "in_left",
          "in_right",
          "out_left",
          "out_right",
          "enabled",
          "input_level",
          "output_level",
          "gain_reduction",
          "latency");

  private static final String PREFIXES =
      """
      @prefix doap: <http://usefulinc.com/ns/doap#> .
      @prefix foaf: <http://xmlns.com/foaf/0.1/> .
      @prefix lv2: <http://lv2plug.in/ns/lv2core#> .
      @prefix param: <http://lv2plug.in/ns/ext/parameters#> .
      @prefix pg: <http://lv2plug.in/ns/ext/port-groups#> .
      @prefix pprops: <http://lv2plug.in/ns/ext/port-props#> .
      @prefix pset: <http://lv2plug.in/ns/ext/presets#> .
      @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
      @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
      @prefix units: <http://lv2plug.in/ns/extensions/units#> .

      """;

  private final String name;
  private final String uri;
  private final ControlPorts controls;
  private final boolean hasLatency;

  /// A description.
  ///
  /// @param name name of the unit, on one line
  /// @param uri URI of the plugins, without the channels
  /// @param hasLatency whether there is look-ahead
  Lv2Description(String name, String uri, ControlPorts controls, boolean hasLatency) {
    this.name = name;
    this.uri = uri;
    this.controls = controls;
    this.hasLatency = hasLatency;
  }

  /// `manifest.ttl`.
  ///
  /// @param library file name of the compiled plugins
  String manifest(String library) {
    StringBuilder text = new StringBuilder(PREFIXES);
    for (Channels channels : Channels.values()) {
      text.append(
          """
          <%s>
              a lv2:Plugin ;
              lv2:binary <%s> ;
              rdfs:seeAlso <plugin.ttl> .

          """
              .formatted(channels.of(uri), library));
    }
    for (Channels channels : Channels.values()) {
      for (int i = 0; i < controls.presets().size(); i++) {
        text.append(
            """
            <%s>
                a pset:Preset ;
                lv2:appliesTo <%s> ;
                rdfs:label %s ;
                rdfs:seeAlso <presets.ttl> .

            """
                .formatted(
                    preset(channels, i),
                    channels.of(uri),
                    Quoting.turtle(controls.presets().get(i).name())));
      }
    }
    return text.toString();
  }

  /// `presets.ttl`.
  String presets() {
    StringBuilder text = new StringBuilder(PREFIXES);
    for (Channels channels : Channels.values()) {
      for (int i = 0; i < controls.presets().size(); i++) {
        ControlPorts.Preset preset = controls.presets().get(i);
        List<String> ports = new ArrayList<>();
        for (int k = 0; k < controls.ports().size(); k++) {
          ports.add(
              "[ lv2:symbol \"%s\" ; pset:value %s ]"
                  .formatted(
                      controls.ports().get(k).symbol(), Numbers.decimal(preset.values().get(k))));
        }
        text.append(
            """
            <%s>
                a pset:Preset ;
                lv2:appliesTo <%s> ;
                rdfs:label %s ;
                lv2:port %s .

            """
                .formatted(
                    preset(channels, i),
                    channels.of(uri),
                    Quoting.turtle(preset.name()),
                    String.join(" ,\n        ", ports)));
      }
    }
    return text.toString();
  }

  private String preset(Channels channels, int index) {
    return channels.of(uri) + "#preset_" + (index + 1);
  }

  /// `plugin.ttl`.
  String plugins() {
    StringBuilder text = new StringBuilder(PREFIXES);
    text.append(
        """
        <%1$s>
            a doap:Project ;
            doap:name "Gainprint" ;
            doap:maintainer [ a foaf:Person ; foaf:name "Gainprint" ] .

        <%1$s#controls>
            a param:CompressorControls ;
            lv2:name "Controls" ;
            lv2:symbol "controls" .

        <%1$s#meters>
            a pg:Group ;
            lv2:name "Meters" ;
            lv2:symbol "meters" .

        """
            .formatted(uri));
    for (Channels channels : Channels.values()) {
      groups(text, channels);
      List<String> ports = ports(channels);
      text.append(
          """
          <%1$s>
              a lv2:Plugin , lv2:CompressorPlugin ;
              doap:name %2$s ;
              doap:license <https://spdx.org/licenses/Apache-2.0> ;
              lv2:project <%3$s> ;
              lv2:minorVersion 1 ;
              lv2:microVersion 0 ;
              lv2:optionalFeature lv2:hardRTCapable ;
              pg:mainInput <%1$s#input> ;
              pg:mainOutput <%1$s#output> ;
              lv2:port %4$s .

          """
              .formatted(
                  channels.of(uri),
                  Quoting.turtle(channels.name(name)),
                  uri,
                  String.join(" , ", ports)));
    }
    return text.toString();
  }

  private void groups(StringBuilder text, Channels channels) {
    text.append(
        """
        <%1$s#input>
            a pg:%2$s , pg:InputGroup ;
            lv2:name "Input" ;
            lv2:symbol "input" .

        <%1$s#output>
            a pg:%2$s , pg:OutputGroup ;
            pg:source <%1$s#input> ;
            lv2:name "Output" ;
            lv2:symbol "output" .

        """
            .formatted(channels.of(uri), channels.group()));
  }

  /// All ports; the place in the list is the index.
  private List<String> ports(Channels channels) {
    List<String> ports = new ArrayList<>();
    for (Channel channel : channels.channels()) {
      ports.add(audio(channels, channel, true, ports.size()));
    }
    for (Channel channel : channels.channels()) {
      ports.add(audio(channels, channel, false, ports.size()));
    }
    for (ControlPort control : controls.ports()) {
      ports.add(control(control, ports.size()));
    }
    ports.add(enabled(ports.size()));
    ports.add(meter("input_level", "Input Level", -120, 40, -120, ports.size()));
    ports.add(meter("output_level", "Output Level", -120, 40, -120, ports.size()));
    ports.add(meter("gain_reduction", "Gain Reduction", 0, 40, 0, ports.size()));
    if (hasLatency) {
      ports.add(latency(ports.size()));
    }
    return ports;
  }

  private String audio(Channels channels, Channel channel, boolean isInput, int index) {
    return """
    [
            a lv2:%s , lv2:AudioPort ;
            lv2:index %d ;
            lv2:symbol "%s%s" ;
            lv2:name "%s%s" ;
            lv2:designation pg:%s ;
            pg:group <%s#%s>
        ]\
    """
        .formatted(
            isInput ? "InputPort" : "OutputPort",
            index,
            isInput ? "in" : "out",
            channel.symbolEnding(),
            isInput ? "Input" : "Output",
            channel.nameEnding(),
            channel.designation(),
            channels.of(uri),
            isInput ? "input" : "output");
  }

  private String control(ControlPort control, int index) {
    StringBuilder more = new StringBuilder();
    if (!control.designation().isEmpty()) {
      more.append(" ;\n        lv2:designation param:").append(control.designation());
    }
    switch (control.kind()) {
      case DB -> more.append(" ;\n        units:unit units:db");
      case MS, LOG_MS -> more.append(" ;\n        units:unit units:ms");
      case RATIO ->
          more.append(" ;\n        units:unit [ a units:Unit ; rdfs:label \"ratio\" ;")
              .append(" units:symbol \":1\" ; units:render \"%.1f:1\" ]");
      case LIMIT_SWITCH ->
          more.append(" ;\n        lv2:portProperty lv2:toggled , lv2:integer , lv2:enumeration")
              .append(" ;\n        lv2:scalePoint [ rdfs:label \"Compress\" ; rdf:value 0 ] ,")
              .append(" [ rdfs:label \"Limit\" ; rdf:value 1 ]");
      case POSITION -> {}
    }
    if (control.kind().isLogarithmic()) {
      more.append(" ;\n        lv2:portProperty pprops:logarithmic");
    }
    return """
    [
            a lv2:InputPort , lv2:ControlPort ;
            lv2:index %d ;
            lv2:symbol "%s" ;
            lv2:name "%s" ;
            lv2:default %s ;
            lv2:minimum %s ;
            lv2:maximum %s ;
            pg:group <%s#controls>%s
        ]\
    """
        .formatted(
            index,
            control.symbol(),
            control.name(),
            Numbers.decimal(control.initial()),
            Numbers.decimal(control.least()),
            Numbers.decimal(control.most()),
            uri,
            more);
  }

  private static String enabled(int index) {
    return """
    [
            a lv2:InputPort , lv2:ControlPort ;
            lv2:index %d ;
            lv2:symbol "enabled" ;
            lv2:name "Enabled" ;
            lv2:default 1 ;
            lv2:minimum 0 ;
            lv2:maximum 1 ;
            lv2:portProperty lv2:toggled , lv2:integer ;
            lv2:designation lv2:enabled
        ]\
    """
        .formatted(index);
  }

  private String meter(String symbol, String label, int least, int most, int initial, int index) {
    return """
    [
            a lv2:OutputPort , lv2:ControlPort ;
            lv2:index %d ;
            lv2:symbol "%s" ;
            lv2:name "%s" ;
            lv2:default %d.0 ;
            lv2:minimum %d.0 ;
            lv2:maximum %d.0 ;
            lv2:portProperty lv2:connectionOptional ;
            units:unit units:db ;
            pg:group <%s#meters>
        ]\
    """
        .formatted(index, symbol, label, initial, least, most, uri);
  }

  private static String latency(int index) {
    return """
    [
            a lv2:OutputPort , lv2:ControlPort ;
            lv2:index %d ;
            lv2:symbol "latency" ;
            lv2:name "Latency" ;
            lv2:default 0 ;
            lv2:minimum 0 ;
            lv2:maximum 1000000 ;
            lv2:portProperty lv2:reportsLatency , lv2:integer , lv2:connectionOptional ,
                pprops:notOnGUI ;
            lv2:designation lv2:latency ;
            units:unit units:frame
        ]\
    """
        .formatted(index);
  }

  private record Channel(String symbolEnding, String nameEnding, String designation) {}

  /// The two plugins of a bundle.
  private enum Channels {
    MONO,
    STEREO;

    String of(String uri) {
      return uri + (this == MONO ? ":mono" : ":stereo");
    }

    String name(String unit) {
      return this == MONO ? unit : unit + " (stereo)";
    }

    String group() {
      return this == MONO ? "MonoGroup" : "StereoGroup";
    }

    List<Channel> channels() {
      return this == MONO
          ? List.of(new Channel("", "", "center"))
          : List.of(
              new Channel("_left", " Left", "left"), new Channel("_right", " Right", "right"));
    }
  }
}
