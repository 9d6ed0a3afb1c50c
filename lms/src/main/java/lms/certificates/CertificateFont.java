package lms.certificates;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.BitSet;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.font.PDFont;

/**
 * The font of printed certificates: Latin, Greek, Cyrillic and Hebrew. It is the only one that
 * comes with PDFBox.
 */
final class CertificateFont {
  private static final String FILE = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
  private static final BitSet SIGNS = signs();

  private CertificateFont() {}

  /** The file of it. */
  static InputStream open() {
    InputStream in = PDFont.class.getResourceAsStream(FILE);
    if (in == null) {
      throw new IllegalStateException("the font " + FILE + " is not on the class path");
    }
    return in;
  }

  private static BitSet signs() {
    try (InputStream in = open();
        TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(in))) {
      CmapLookup lookup = font.getUnicodeCmapLookup();
      BitSet signs = new BitSet();
      for (int character = ' '; character <= Character.MAX_CODE_POINT; character++) {
        if (lookup.getGlyphId(character) != 0) {
          signs.set(character);
        }
      }
      return signs;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether it has a sign for each letter of a text. */
  static boolean prints(String text) {
    return composed(text).codePoints().allMatch(SIGNS::get);
  }

  /** A text as it is printed: with a question mark for what it has no sign for. */
  static String printable(String text) {
    return composed(text)
        .codePoints()
        .map(character -> SIGNS.get(character) ? character : '?')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** With one sign for a letter and its accents, where there is one. */
  private static String composed(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }
}
