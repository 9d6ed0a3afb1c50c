package loadtests.learners;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** Seeded data of a platform of three courses, for tests. */
public final class Seeded {
  private Seeded() {}

  /** A learner enrolled in the first two of three courses, and what else there is. */
  public static SeedData small() {
    try {
      Path file = Files.createTempFile("seed", ".json");
      write(file, 1, 3, 6);
      SeedData data = SeedData.read(file);
      Files.delete(file);
      return data;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a seed.json with so many learners, each enrolled in all courses but the last. */
  public static void write(Path file, int learners, int courses, int lessons) throws IOException {
    var json = new StringBuilder("{\"schema\":1,\"password\":\"pass\\\"word\",\"accounts\":[");
    var enrolled = new StringBuilder("1");
    for (int course = 2; course < courses; course++) {
      enrolled.append(',').append(course);
    }
    for (int i = 1; i <= learners; i++) {
      json.append(
          "{\"id\":%d,\"email\":\"learner%d@example.test\",\"name\":\"L\",\"role\":\"learner\",\"courses\":[%s]},"
              .formatted(i, i, enrolled));
    }
    json.append(
        "{\"id\":9999,\"email\":\"t@example.test\",\"name\":\"T\",\"role\":\"teacher\",\"courses\":[]}],");
    json.append("\"courses\":[");
    for (int course = 1; course <= courses; course++) {
      json.append(course == 1 ? "" : ",").append(course(course, lessons));
    }
    json.append("],\"quizzes\":[");
    for (int course = 1; course <= courses; course++) {
      json.append(course == 1 ? "" : ",")
          .append(
              "{\"id\":%d,\"courseId\":%d,\"attemptLimit\":null,\"questions\":[]}"
                  .formatted(course, course));
    }
    json.append("],\"certificates\":[{\"code\":\"C1\",\"userId\":1,\"courseId\":1}]}");
    Files.writeString(file, json);
  }

  private static String course(int id, int lessons) {
    var all =
        IntStream.rangeClosed(1, lessons)
            .mapToObj(
                i ->
                    "{\"id\":%d,\"token\":\"tok%d\",\"videoSeconds\":%s}"
                        .formatted(id * 100 + i, id * 100 + i, i % 2 == 0 ? "600" : "null"))
            .toList();
    return "{\"id\":%d,\"code\":\"HR-%04d\",\"title\":\"t\",\"token\":\"tok%d\",\"seats\":null,\"quizId\":%d,\"lessons\":[%s]}"
        .formatted(id, id, id, id, String.join(",", all));
  }
}
