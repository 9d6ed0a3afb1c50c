package lms.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import lms.platform.Language;
import lms.platform.Text;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

final class PrintedCertificateTest {
  private static final String ADDRESS =
      "https://lms.example.test/certificates/0123456789ABCDEFGHJKMNPQ";

  private static final Text SPANISH = new Text(Language.SPANISH, ZoneOffset.UTC);

  @Test
  void saysWhoCompletedWhatInTheReadersLanguage() throws IOException {
    String text = text("Łukasz Ñúñez Жанна");

    assertThat(text)
        .contains("Łukasz Ñúñez Жанна")
        .contains("ha completado")
        .contains("Botany")
        .contains("0123456789ABCDEFGHJKMNPQ")
        .contains("26 nov 2026")
        .contains(ADDRESS);
  }

  @Test
  void isPrintedForNamesThatItsFontCantWriteAndForLongTitles() throws IOException {
    assertThat(text("李 Wei")).contains("? Wei");

    var certificate =
        new Certificate("C0DE", "Ada", "A very long title ".repeat(11).strip(), Instant.EPOCH);
    try (PDDocument document =
        Loader.loadPDF(PrintedCertificate.of(certificate, ADDRESS, SPANISH))) {
      assertThat(document.getNumberOfPages()).isEqualTo(1);
    }
  }

  @Test
  void knowsWhichNamesItsFontCanWrite() {
    assertThat(CertificateFont.prints("Łukasz Ñúñez Жанна Ελένη")).isTrue();
    assertThat(CertificateFont.prints("Jose\u0301 Nu\u0301n\u0303ez")).isTrue();
    assertThat(CertificateFont.prints("李 Wei")).isFalse();
    assertThat(CertificateFont.prints("\uD83C\uDF31")).isFalse();
    assertThat(CertificateFont.printable("Jose\u0301 李 \uD83C\uDF31")).isEqualTo("José ? ?");
  }

  private static String text(String name) throws IOException {
    var certificate =
        new Certificate(
            "0123456789ABCDEFGHJKMNPQ", name, "Botany", Instant.parse("2026-11-26T10:00:00Z"));
    try (PDDocument document =
        Loader.loadPDF(PrintedCertificate.of(certificate, ADDRESS, SPANISH))) {
      return new PDFTextStripper().getText(document);
    }
  }

  @Test
  void leadsACameraToThePageThatVerifiesIt() throws Exception {
    QrCode code = QrCode.of(ADDRESS);
    int scale = 4;
    int side = code.size() * scale;
    int[] pixels = new int[side * side];
    Arrays.fill(pixels, 0xFFFFFF);
    for (QrCode.Bar bar : code.bars()) {
      for (int y = bar.y() * scale; y < (bar.y() + 1) * scale; y++) {
        int row = y * side;
        Arrays.fill(pixels, row + bar.x() * scale, row + (bar.x() + bar.width()) * scale, 0);
      }
    }
    var picture = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(side, side, pixels)));

    assertThat(new QRCodeReader().decode(picture).getText()).isEqualTo(ADDRESS);
    assertThat(new String(code.svg(), StandardCharsets.US_ASCII))
        .startsWith("<svg ")
        .contains("viewBox=\"0 0 " + code.size() + ' ' + code.size() + '"');
  }
}
