package lms.profile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lms.activities.Activities;
import lms.platform.Database;
import lms.platform.Row;
import org.jspecify.annotations.Nullable;

/** All that the platform knows of a person, for that person to take away. */
final class PersonalData {
  /** A table of it: its columns, and where they come from; its one mark is the person. */
  private record Part(String name, List<String> columns, String from) {}

  private static final List<Part> PARTS =
      List.of(
          new Part(
              "account",
              List.of("id", "email", "name", "role", "language", "time_zone", "created_at"),
              "users WHERE id = ?"),
          new Part(
              "enrolments",
              List.of("course_id", "created_at", "completed_at"),
              "enrolments WHERE user_id = ?"),
          new Part("waiting", List.of("course_id", "created_at"), "waiting_list WHERE user_id = ?"),
          new Part(
              "lessons",
              List.of(
                  "lesson_id",
                  "course_id",
                  "completed_at",
                  "video_position_seconds",
                  "last_seconds",
                  "watched_seconds",
                  "updated_at"),
              "lesson_progress WHERE user_id = ?"),
          new Part(
              "attempts",
              List.of(
                  "id", "quiz_id", "number", "started_at", "submitted_at", "score", "max_score"),
              "attempts WHERE user_id = ?"),
          new Part(
              "answers",
              List.of("attempt_id", "question_id", "value", "saved_at"),
              "answers WHERE attempt_id IN (SELECT id FROM attempts WHERE user_id = ?)"),
          new Part(
              "marks",
              List.of("attempt_id", "question_id", "points", "comment", "marked_at"),
              "answer_marks WHERE attempt_id IN (SELECT id FROM attempts WHERE user_id = ?)"),
          new Part(
              "allowances",
              List.of("quiz_id", "extra_seconds", "extra_attempts", "opens_at", "closes_at"),
              "quiz_allowances WHERE user_id = ?"),
          new Part(
              "gradesByHand",
              List.of("item_id", "percent", "reason", "set_at"),
              "grade_overrides WHERE user_id = ?"),
          new Part("groups", List.of("group_id"), "group_members WHERE user_id = ?"),
          new Part(
              "certificates",
              List.of("code", "course_id", "issued_at"),
              "certificates WHERE user_id = ?"),
          new Part(
              "ratings",
              List.of("course_id", "stars", "comment", "updated_at"),
              "ratings WHERE user_id = ?"),
          new Part(
              "posts",
              List.of("id", "lesson_id", "thread_id", "body", "created_at", "edited_at"),
              "posts WHERE user_id = ? AND deleted_at IS NULL"),
          new Part(
              "announcements",
              List.of("id", "course_id", "title", "body", "created_at"),
              "announcements WHERE author_id = ?"),
          new Part("calendarLinks", List.of("created_at"), "calendar_links WHERE user_id = ?"),
          new Part(
              "notifications",
              List.of("kind", "title", "link", "created_at", "read_at"),
              "notifications WHERE user_id = ?"),
          new Part(
              "notificationPreferences",
              List.of("kind", "on_page", "by_mail"),
              "notification_preferences WHERE user_id = ?"),
          new Part("sessions", List.of("created_at", "expires_at"), "sessions WHERE user_id = ?"));

  private final Database database;
  private final Activities activities;

  PersonalData(Database database, Activities activities) {
    this.database = database;
    this.activities = activities;
  }

  /** Everything, by the names of what it is. */
  Map<String, List<?>> of(long userId) {
    return database.reading(
        statements -> {
          Map<String, List<?>> all = new LinkedHashMap<>();
          for (Part part : PARTS) {
            String sql = "SELECT " + String.join(", ", part.columns()) + " FROM " + part.from();
            all.put(part.name(), statements.list(sql, row -> values(row, part.columns()), userId));
          }
          all.put("activities", activities.export(statements, userId));
          return all;
        });
  }

  private static Map<String, @Nullable Object> values(Row row, List<String> columns) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    columns.forEach(column -> values.put(column, row.any(column)));
    return values;
  }
}
