package lms.platform;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What the API's document says of a field of a request beyond its type: the feature that takes the
 * request enforces it, and a test sends what is inside and what is outside.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Limits {
  /** The least number, or the fewest characters. */
  long min() default Long.MIN_VALUE;

  /** The largest number, or the most characters. */
  long max() default Long.MAX_VALUE;

  /** What a text must contain, as a regular expression; empty for anything. */
  String pattern() default "";

  /** The only texts that are possible; empty for any. */
  String[] words() default {};
}
