package reports.log;

import java.util.List;

/**
 * The strings of one log, by the ids that a {@link LogVisitor} is handed. An id keeps its meaning
 * for the whole log; ids of different logs have nothing to do with each other.
 */
public interface LogNames {
  /** The text of a request name or message. */
  String text(int id);

  /** The groups around a request, outermost first; the id 0 stands for none. */
  List<String> groups(int groupsId);
}
