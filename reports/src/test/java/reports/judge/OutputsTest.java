package reports.judge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.TimeZone;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.w3c.dom.Element;
import reports.output.JUnitXml;
import reports.output.TerminalTable;
import reports.output.VerdictJson;
import reports.run.RunFolder;

class OutputsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path runs;
  private final SyntheticRun run = new SyntheticRun(3);

  static Schema schema(String name) throws IOException {
    try (InputStream text = OutputsTest.class.getResourceAsStream("/schema/" + name)) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(JSON.readTree(Objects.requireNonNull(text)));
    }
  }

  private Judgement judged() throws IOException {
    return Judge.judge(run.write(runs), TestClaims.claims());
  }

  @Test
  void writesAVerdictThatKeepsItsPublishedSchema() throws IOException {
    run.failure = (draw, _, _) -> draw.nextInt(50) == 0;
    JsonNode verdict = JSON.readTree(VerdictJson.render(judged()));
    assertThat(schema("verdict.json").validate(verdict)).isEmpty();
    assertThat(verdict.get("exitStatus").intValue()).isEqualTo(ExitStatus.REFUTED);
    assertThat(verdict.get("system").get("databaseVersion").textValue()).isEqualTo("11.4.5");
  }

  @Test
  void theSchemaRefusesAVerdictThatDoesNotExist() throws IOException {
    String json = VerdictJson.render(judged()).replace("\"VERIFIED\"", "\"FINE\"");
    assertThat(schema("verdict.json").validate(JSON.readTree(json))).isNotEmpty();
  }

  @Test
  void theClaimsOfTheProjectKeepTheirPublishedSchema() throws IOException {
    Path file = Path.of(System.getProperty("headroom.root", "..")).resolve("reports/claims.yaml");
    Load load = new Load(LoadSettings.builder().build());
    JsonNode claims = JSON.valueToTree(load.loadFromString(Files.readString(file)));
    assertThat(schema("claims.json").validate(claims)).isEmpty();
    JsonNode wrong = JSON.readTree(JSON.writeValueAsString(claims).replace("limitMillis", "limit"));
    assertThat(schema("claims.json").validate(wrong)).isNotEmpty();
  }

  @Test
  void tellsABuildServerEachVerdictAsItUnderstandsIt() throws Exception {
    run.latency = (draw, _, _) -> 100 + draw.nextInt(200);
    run.environment.put("hash", SyntheticRun.argon(1024));
    Element invalid = junit(judged());
    assertThat(invalid.getAttribute("tests")).isEqualTo("7");
    assertThat(invalid.getAttribute("errors")).isEqualTo("5");
    assertThat(invalid.getAttribute("skipped")).isEqualTo("2");

    run.environment.put("hash", SyntheticRun.argon(19_456));
    Element refuted = junit(judged());
    assertThat(refuted.getAttribute("failures")).isEqualTo("2");
    assertThat(refuted.getElementsByTagName("failure").item(0).getAttributes())
        .extracting(attributes -> attributes.getNamedItem("type").getNodeValue())
        .isEqualTo("REFUTED");
  }

  static Element junit(Judgement judgement) throws Exception {
    byte[] xml = JUnitXml.render(judgement).getBytes(StandardCharsets.UTF_8);
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(xml))
        .getDocumentElement();
  }

  @Test
  void fitsEightyColumnsAndColoursOnlyATerminal() throws IOException {
    Judgement judgement = judged();
    String plain = TerminalTable.render(judgement, false);
    assertThat(plain.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    assertThat(plain).doesNotContain("\u001b").contains("VERIFIED      Title of rate");
    assertThat(TerminalTable.render(judgement, true).replaceAll("\u001b\\[[0-9;]*m", ""))
        .isEqualTo(plain);
  }

  @Test
  void givesTheSameBytesInEveryLocaleAndTimeZoneAndFolder() throws IOException {
    RunFolder folder = run.write(runs);
    Judgement here = Judge.judge(folder, TestClaims.claims());
    Path elsewhere = runs.resolve("elsewhere").resolve(folder.id());
    copy(folder.path(), elsewhere);
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
      Judgement there = Judge.judge(RunFolder.open(elsewhere), TestClaims.claims());
      assertThat(VerdictJson.render(there)).isEqualTo(VerdictJson.render(here));
      assertThat(JUnitXml.render(there)).isEqualTo(JUnitXml.render(here));
      assertThat(TerminalTable.render(there, false)).isEqualTo(TerminalTable.render(here, false));
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }
}
