package lms.certificates;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A QR code as dark bars, each one module high, in a square whose margin is part of it.
 *
 * @param size modules of a side
 */
record QrCode(int size, List<Bar> bars) {
  private static final int MARGIN = 4;

  /** Dark modules side by side; {@code y} grows downwards. */
  record Bar(int x, int y, int width) {}

  /** The code of an address; a sixth of it may be unreadable. */
  static QrCode of(String address) {
    try {
      BitMatrix modules =
          new QRCodeWriter()
              .encode(
                  address,
                  BarcodeFormat.QR_CODE,
                  0,
                  0,
                  Map.of(
                      EncodeHintType.MARGIN,
                      MARGIN,
                      EncodeHintType.ERROR_CORRECTION,
                      ErrorCorrectionLevel.M));
      return new QrCode(modules.getWidth(), bars(modules));
    } catch (WriterException e) {
      throw new IllegalStateException("no QR code holds " + address, e);
    }
  }

  private static List<Bar> bars(BitMatrix modules) {
    List<Bar> bars = new ArrayList<>();
    for (int y = 0; y < modules.getHeight(); y++) {
      int start = -1;
      for (int x = 0; x <= modules.getWidth(); x++) {
        boolean dark = x < modules.getWidth() && modules.get(x, y);
        if (dark && start < 0) {
          start = x;
        } else if (!dark && start >= 0) {
          bars.add(new Bar(start, y, x - start));
          start = -1;
        }
      }
    }
    return List.copyOf(bars);
  }

  /** As an image, dark on white whatever the page's colours. */
  byte[] svg() {
    var svg = new StringBuilder(4_096);
    svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
        .append(size)
        .append(' ')
        .append(size)
        .append("\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h")
        .append(size)
        .append('v')
        .append(size)
        .append("H0z\"/><path d=\"");
    for (Bar bar : bars) {
      svg.append('M')
          .append(bar.x())
          .append(' ')
          .append(bar.y())
          .append('h')
          .append(bar.width())
          .append("v1h-")
          .append(bar.width())
          .append('z');
    }
    return svg.append("\"/></svg>").toString().getBytes(StandardCharsets.US_ASCII);
  }
}
