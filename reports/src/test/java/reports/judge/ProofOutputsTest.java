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
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TimeZone;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import reports.claims.Claims;
import reports.output.ProofJUnitXml;
import reports.output.ProofJson;
import reports.output.ProofTable;
import reports.proof.Proof;
import reports.run.Ending;
import reports.run.ProofFolder;
import reports.run.ProofRuns.Step;
import reports.run.WrittenProof;

/** What a proof looks like on a terminal, to a machine and to a build server. */
class ProofOutputsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> JUDGED = List.of("users", "rate", "errors");

  @TempDir Path reports;

  private Proof proof() throws IOException {
    SyntheticRun run = new SyntheticRun(7);
    run.failure = (draw, _, _) -> draw.nextInt(50) == 0;
    String id = run.write(reports.resolve("runs")).id();
    return proof(
        WrittenProof.in(
            reports.resolve("proofs"),
            "all",
            SyntheticRun.BEGIN,
            null,
            Ending.RUNNING,
            new Step("pod", "embedded", "./headroom run pod", JUDGED, 1, id),
            new Step("rate", "k3s", "./headroom run rate", List.of("later"), 69, null),
            new Step("rate", "containers", "./headroom run rate", JUDGED, null, null)));
  }

  private static Proof proof(ProofFolder folder) {
    Claims claims = TestClaims.claims();
    return Proof.of(folder, claims, run -> Judge.judge(run, claims));
  }

  private static Schema schema() throws IOException {
    try (InputStream text = ProofOutputsTest.class.getResourceAsStream("/schema/prove.json")) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(JSON.readTree(Objects.requireNonNull(text)));
    }
  }

  @Test
  void writesWhatItsPublishedSchemaSays() throws IOException {
    JsonNode proof = JSON.readTree(ProofJson.render(proof()));
    assertThat(schema().validate(proof)).isEmpty();
    assertThat(proof.get("exitStatus").intValue()).isEqualTo(ExitStatus.REFUTED);
    String wrong = ProofJson.render(proof()).replace("\"REFUTED\"", "\"FINE\"");
    assertThat(schema().validate(JSON.readTree(wrong))).isNotEmpty();
  }

  @Test
  void tellsABuildServerEachClaimWithItsRun() throws Exception {
    Element suite =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(
                new ByteArrayInputStream(
                    ProofJUnitXml.render(proof()).getBytes(StandardCharsets.UTF_8)))
            .getDocumentElement();
    assertThat(suite.getAttribute("tests")).isEqualTo("7");
    assertThat(suite.getAttribute("skipped")).as("headroom").isEqualTo("1");
    assertThat(ProofJUnitXml.render(proof())).contains("\"run\" value=\"", "-pod-0123456");
  }

  @Test
  void fitsEightyColumnsAndColoursOnlyATerminal() throws IOException {
    Proof proof = proof();
    String plain = ProofTable.render(proof, false);
    assertThat(plain.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    assertThat(plain)
        .doesNotContain("\u001b")
        .contains("REFUTED       Title of errors", "limit 0.1", "Note: No result of rate in k3s");
    assertThat(ProofTable.render(proof, true).replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(plain);
  }

  @Test
  void givesTheSameBytesInEveryLocaleAndTimeZone() throws IOException {
    Proof proof = proof();
    List<String> here = outputs(proof);
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
      ProofFolder same = ProofFolder.find(reports.resolve("proofs"), proof.runs().id());
      assertThat(outputs(proof(same))).isEqualTo(here);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  private static List<String> outputs(Proof proof) {
    return List.of(
        ProofJson.render(proof), ProofJUnitXml.render(proof), ProofTable.render(proof, false));
  }
}
