package lms.courses;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SearchTest {
  @Test
  void asksTheIndexOnlyForWordsThatItKnows() {
    Search search = Search.of("  The Botany of whe (C++)");

    assertThat(search.indexed()).containsExactly("botany");
    assertThat(search.others()).containsExactly("the", "of", "whe", "c");
  }

  @Test
  void asksForEachWordOnceAndForEightAtMost() {
    assertThat(Search.of("law LAW Law").indexed()).containsExactly("law");
    assertThat(Search.of("abc bcd cde def efg fgh ghi hij ijk").indexed()).hasSize(8);
  }

  @Test
  void bindsAsManyParametersAsItsConditionHasMarks() {
    for (String query : List.of("", "++", "law", "of", "of law", "history of law in c")) {
      Search search = Search.of(query);
      assertThat(search.parameters()).hasSize((int) marks(search.condition()));
    }
  }

  @Test
  void passesNoOperatorOn() {
    assertThat(Search.of("+botany -law \"web design\" <rock* ~(x)@3").parameters())
        .contains("+botany* +law* +web* +design* +rock*");
  }

  private static long marks(String sql) {
    return sql.chars().filter(c -> c == '?').count();
  }
}
