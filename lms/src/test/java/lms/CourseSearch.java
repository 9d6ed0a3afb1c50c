package lms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import lms.platform.DatabaseSettings;
import lms.seeding.SeedSize;
import lms.seeding.Seeding;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Looking for courses among seeded ones and some with odd titles, on any database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CourseSearch {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SEEDED = 12;

  /** One of each form that only a large seed has, and titles of words that no index knows. */
  private static final List<String> ADDED =
      List.of(
          "Botany for Teachers",
          "Advanced Web Design",
          "A Short History of Law",
          "Databases: Case Studies",
          "Workshop in Public Speaking",
          "Programming in C++ (and Go)",
          "What Is This?",
          "When the Heart Fails",
          "Física para 1.º de ESO");

  private final DatabaseSettings database;
  private final LmsServer server;

  CourseSearch(DatabaseSettings database) {
    this.database = database;
    this.server = new LmsServer(database, Clock.systemUTC());
  }

  @BeforeAll
  void fill() throws SQLException {
    new Seeding(SeedSize.SMALL, 42, line -> {}).run(database);
    for (String title : ADDED) {
      add("NEW-" + ADDED.indexOf(title), title);
    }
  }

  private long add(String code, String title) {
    long course = server.course(code, null);
    server.database.inTransaction(
        transaction -> transaction.run("UPDATE courses SET title = ? WHERE id = ?", title, course));
    return course;
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void findsEveryCourseByItsExactTitle() {
    List<String> titles =
        server.database.reading(
            statements ->
                statements.list(
                    "SELECT title FROM courses WHERE published_at IS NOT NULL ORDER BY id",
                    row -> row.text("title")));

    assertThat(titles).hasSize(SEEDED + ADDED.size()).contains("Introduction to Botany");
    assertThat(titles).allSatisfy(title -> assertThat(found(title)).contains(title));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "botany for teachers",
        "TEACHERS BOTANY",
        "teach bot fo",
        "\"Botany\" for... teachers!",
        "+botany +(for) teachers",
        "-botany -teachers",
        "botany* <teachers>",
        "~botany @ teachers",
        "botany'' teachers \\"
      })
  void findsACourseByItsWordsInAnyOrderWhateverStandsBetweenThem(String query) {
    assertThat(found(query)).containsExactly("Botany for Teachers");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          c++ programming   | Programming in C++ (and Go)
          go programming    | Programming in C++ (and Go)
          what is this      | What Is This?
          is what           | What Is This?
          whe               | When the Heart Fails
          the heart         | When the Heart Fails
          fisica 1          | Física para 1.º de ESO
          FÍSICA de         | Física para 1.º de ESO
          NEW-3             | Databases: Case Studies
          """)
  void knowsShortWordsStopwordsAccentsAndCodes(String query, String title) {
    assertThat(found(query)).containsExactly(title);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "botany from teachers",
        "botany xy",
        "otany",
        "% xteachers",
        "NEW",
        "++",
        "*",
        "\"",
        "botany OR 1=1"
      })
  void findsNothingWhereAWordOccursNowhere(String query) {
    assertThat(found(query)).isEmpty();
  }

  @Test
  void pagesThroughWhatAStopwordFinds() {
    List<String> all = found("of");

    assertThat(all).hasSize(SEEDED + 1);
    JsonNode first = answer("of", "&limit=5");
    assertThat(first.path("courses")).hasSize(5);
    assertThat(answer("of", "&limit=100&after=" + first.path("next").asLong()).path("courses"))
        .hasSize(all.size() - 5);
  }

  @Test
  void findsACourseByEachStopwordThatThisServerKnows() {
    List<String> stopwords =
        server.database.reading(
            statements ->
                statements.list(
                    "SELECT value FROM information_schema.innodb_ft_default_stopword",
                    row -> row.text("value")));
    String title = String.join(" ", stopwords);
    long course = add("NEW-STOP", title);

    assertThat(stopwords).hasSizeGreaterThan(30);
    assertThat(stopwords).allSatisfy(word -> assertThat(found(word)).contains(title));
    server.database.inTransaction(
        transaction ->
            transaction.run("UPDATE courses SET published_at = NULL WHERE id = ?", course));
  }

  private List<String> found(String query) {
    return answer(query, "&limit=100").path("courses").findValuesAsText("title");
  }

  private JsonNode answer(String query, String more) {
    String encoded = URLEncoder.encode(query, StandardCharsets.UTF_8);
    HttpResponse<String> response = server.get("/api/courses?q=" + encoded + more, null);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    try {
      return JSON.readTree(response.body());
    } catch (JsonProcessingException e) {
      throw new AssertionError(response.body(), e);
    }
  }
}
