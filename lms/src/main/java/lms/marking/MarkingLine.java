package lms.marking;

import java.util.Optional;
import lms.platform.Exchange;
import lms.platform.Fields;
import lms.platform.Text;
import lms.platform.Words;
import lms.quizzes.Marking;
import org.jspecify.annotations.Nullable;

/**
 * One answer in the form of its marker. Each field goes with the text that it was rendered with, so
 * that only what somebody typed is changed.
 *
 * @param points what the field holds: what is stored, or was typed where the form was refused
 * @param storedPoints what is stored, or the empty text
 * @param meanwhile somebody else has stored it since the form was made
 */
public record MarkingLine(
    Marking.Answered answered,
    String points,
    String storedPoints,
    String comment,
    String storedComment,
    boolean meanwhile) {
  static MarkingLine stored(Marking.Answered answered, Text text) {
    Double marked = answered.marked();
    String points = marked == null ? "" : text.field(marked);
    String comment = lines(answered.comment());
    return new MarkingLine(answered, points, points, comment, comment, false);
  }

  /** The same with what was typed into the form that was sent. */
  MarkingLine with(Exchange exchange) {
    String points = typed(exchange, "points");
    String comment = typed(exchange, "comment");
    return new MarkingLine(
        answered,
        points == null ? storedPoints : points,
        storedPoints,
        comment == null ? storedComment : comment,
        storedComment,
        !was(exchange, "points").equals(storedPoints)
            || !was(exchange, "comment").equals(storedComment));
  }

  /** What a field holds, or null where nobody touched it. */
  private @Nullable String typed(Exchange exchange, String name) {
    String field = name + id();
    if (!exchange.form().containsKey(field)) {
      return null;
    }
    String sent = lines(exchange.field(field));
    return sent.equals(was(exchange, name)) ? null : sent;
  }

  private String was(Exchange exchange, String name) {
    return lines(exchange.field("was-" + name + id()));
  }

  /** As it is stored, however a browser ends its lines. */
  private static String lines(String text) {
    return text.replace("\r\n", "\n").strip();
  }

  private long id() {
    return answered.question().id();
  }

  /** What was typed, where something was; what is wrong with it is in {@code fields} then. */
  Optional<Marking.Given> given(Exchange exchange, Fields fields) {
    if (typed(exchange, "points") == null && typed(exchange, "comment") == null) {
      return Optional.empty();
    }
    int number = answered.number();
    if (comment.length() > Marking.COMMENT_MAX) {
      fields.fault(
          Words.of(
              "platform.field-long", Words.of("marking.comment-of", number), Marking.COMMENT_MAX));
    }
    if (points.isEmpty()) {
      if (!comment.isEmpty()) {
        fields.fault(Words.of("marking.comment-alone", number));
      }
      return Optional.of(new Marking.Given(null, ""));
    }
    Double given =
        fields.decimal(
            "points" + id(),
            Words.of("marking.points-of", number),
            0,
            answered.question().points());
    return Optional.of(new Marking.Given(given, comment));
  }
}
