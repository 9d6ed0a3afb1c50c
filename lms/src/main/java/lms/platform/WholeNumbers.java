package lms.platform;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.function.LongFunction;

/**
 * Reads whole numbers as JSON Schema means them: 2 and 2.0 and 2e0 are the same, 2.5 is none, and
 * nothing is cut off to make one.
 */
final class WholeNumbers extends SimpleModule {
  private static final long serialVersionUID = 1;
  private static final int LONG_DIGITS = 19;

  WholeNumbers() {
    addDeserializer(long.class, new Whole<>(long.class, number -> number));
    addDeserializer(Long.class, new Whole<>(Long.class, number -> number));
    addDeserializer(int.class, new Whole<>(int.class, Math::toIntExact));
    addDeserializer(Integer.class, new Whole<>(Integer.class, Math::toIntExact));
  }

  private static final class Whole<T> extends StdScalarDeserializer<T> {
    private static final long serialVersionUID = 1;
    private final transient LongFunction<T> of;

    Whole(Class<T> type, LongFunction<T> of) {
      super(type);
      this.of = of;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      JsonToken token = parser.currentToken();
      if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
        BigDecimal number = parser.getDecimalValue();
        // Counted before it is written out: 1e999999999 has as many digits.
        long digits = (long) number.precision() - number.scale();
        if (digits <= LONG_DIGITS && number.stripTrailingZeros().scale() <= 0) {
          try {
            return of.apply(number.longValueExact());
          } catch (ArithmeticException e) {
            // Said below, like a fraction.
          }
        }
      }
      return context.reportInputMismatch(
          this, "a whole number is expected in place of %s", parser.getText());
    }
  }
}
