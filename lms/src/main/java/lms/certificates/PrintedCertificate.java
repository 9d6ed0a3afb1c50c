package lms.certificates;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import lms.platform.Text;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** A certificate as a page to print: A4 across, with the address that verifies it as a QR code. */
final class PrintedCertificate {
  /** A4 is upright; its height is the width here. */
  private static final PDRectangle PAGE =
      new PDRectangle(
          /* width= */ PDRectangle.A4.getHeight(), /* height= */ PDRectangle.A4.getWidth());

  private static final float MARGIN = 60;
  private static final float QR_SIDE = 130;

  private final PDDocument document = new PDDocument();
  private final PDFont font;
  private final PDPageContentStream content;
  private float y = PAGE.getHeight() - MARGIN;

  private PrintedCertificate() throws IOException {
    try (InputStream in = CertificateFont.open()) {
      font = PDType0Font.load(document, in);
    }
    PDPage page = new PDPage(PAGE);
    document.addPage(page);
    content = new PDPageContentStream(document, page);
  }

  /**
   * The bytes of the PDF.
   *
   * @param address where the certificate is verified
   */
  static byte[] of(Certificate certificate, String address, Text text) {
    try {
      PrintedCertificate printed = new PrintedCertificate();
      try (PDDocument document = printed.document) {
        printed.write(certificate, address, text);
        printed.content.close();
        document.getDocumentInformation().setTitle(certificate.courseTitle());
        document.getDocumentCatalog().setLanguage(text.language());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        document.save(bytes);
        return bytes.toByteArray();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(Certificate certificate, String address, Text text) throws IOException {
    frame();
    centred(text.of("certificates.title"), 34, 40);
    centred(text.of("certificates.certifies"), 14, 34);
    centred(text.person(certificate.userName()), 28, 34);
    centred(text.of("certificates.completed"), 14, 30);
    centred(certificate.courseTitle(), 22, 30);
    centred(text.of("certificates.conditions"), 12, 26);
    centred(text.of("certificates.issued") + ": " + text.date(certificate.issuedAt()), 12, 20);
    code(QrCode.of(address), PAGE.getWidth() - MARGIN - QR_SIDE, MARGIN);
    y = MARGIN + 62;
    left(text.of("certificates.verify"));
    left(address);
    left(text.of("certificates.code") + ": " + certificate.code());
  }

  private void frame() throws IOException {
    content.setLineWidth(1.5f);
    content.addRect(30, 30, PAGE.getWidth() - 60, PAGE.getHeight() - 60);
    content.stroke();
  }

  /** As many lines as it takes, below the last one. */
  private void centred(String text, float size, float before) throws IOException {
    y -= before;
    for (String line : lines(CertificateFont.printable(text), size)) {
      y -= size;
      line(line, (PAGE.getWidth() - width(line, size)) / 2, size);
      y -= size * 0.25f;
    }
  }

  private void left(String text) throws IOException {
    line(CertificateFont.printable(text), MARGIN, 10);
    y -= 16;
  }

  private void line(String text, float x, float size) throws IOException {
    content.beginText();
    content.setFont(font, size);
    content.newLineAtOffset(x, y);
    content.showText(text);
    content.endText();
  }

  private void code(QrCode code, float x, float bottom) throws IOException {
    float module = QR_SIDE / code.size();
    for (QrCode.Bar bar : code.bars()) {
      content.addRect(
          x + bar.x() * module,
          bottom + (code.size() - 1 - bar.y()) * module,
          bar.width() * module,
          module);
    }
    content.fill();
  }

  private List<String> lines(String text, float size) throws IOException {
    List<String> lines = new ArrayList<>();
    var line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (!line.isEmpty() && width(longer, size) > PAGE.getWidth() - 2 * MARGIN) {
        lines.add(line.toString());
        line.setLength(0);
        longer = word;
      }
      line.replace(0, line.length(), longer);
    }
    lines.add(line.toString());
    return lines;
  }

  private float width(String text, float size) throws IOException {
    return font.getStringWidth(text) / 1000 * size;
  }
}
