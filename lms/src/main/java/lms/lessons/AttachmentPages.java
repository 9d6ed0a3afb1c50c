package lms.lessons;

import java.util.Base64;
import java.util.Map;
import lms.platform.Access;
import lms.platform.Answer;
import lms.platform.Exchange;
import lms.platform.Pages;
import lms.platform.Problem;
import lms.platform.Routes;

/** Putting files beside a lesson, and taking them away. A script puts the file into the form. */
final class AttachmentPages {
  private final LessonMaterial material;
  private final Pages pages;

  AttachmentPages(LessonMaterial material, Pages pages) {
    this.material = material;
    this.pages = pages;
  }

  void register(Routes routes) {
    String path = "/teach/lessons/{id}/attachments";
    routes
        .get(path, Access.TEACHERS, exchange -> page(200, exchange, ""))
        .post(path, Access.TEACHERS, this::attach)
        .post(path + "/{attachment}/removal", Access.TEACHERS, this::remove);
  }

  private Answer page(int status, Exchange exchange, String problem) {
    Map<String, Object> model =
        Map.of(
            "id",
            exchange.pathNumber("id"),
            "attachments",
            material.attachments(exchange),
            "bytesMax",
            LessonMaterial.ATTACHMENT_BYTES_MAX,
            "notice",
            exchange.query("notice", ""),
            "problem",
            problem);
    return Answer.page(status, pages.render(exchange, "lessons/attachments.jte", model));
  }

  private Answer attach(Exchange exchange) {
    try {
      material.attach(exchange, exchange.field("name").strip(), decoded(exchange.field("content")));
    } catch (Problem e) {
      if (e.status() != 422) {
        throw e;
      }
      return page(422, exchange, e.detail(exchange.text()));
    }
    return Answer.seeOther(address(exchange) + "?notice=saved");
  }

  /** Of the alphabet for addresses, which grows no further as a field of a form. */
  private static byte[] decoded(String content) {
    try {
      return Base64.getUrlDecoder().decode(content);
    } catch (IllegalArgumentException e) {
      return new byte[0]; // Refused as a file that is empty.
    }
  }

  private Answer remove(Exchange exchange) {
    var _ = material.takeAway(exchange); // A form that is sent twice has what it wants.
    return Answer.seeOther(address(exchange) + "?notice=removed");
  }

  private static String address(Exchange exchange) {
    return "/teach/lessons/" + exchange.pathNumber("id") + "/attachments";
  }
}
