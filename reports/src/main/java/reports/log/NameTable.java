package reports.log;

import java.util.ArrayList;
import java.util.List;

/** The cached strings of one log and the paths of groups made of them. Id 0 is no string. */
final class NameTable implements LogNames {
  /** What a log may hold in distinct strings, so that no log can exhaust the memory. */
  private static final long TEXT_CHARS_MAX = 32L * 1024 * 1024;

  private final List<String> texts = new ArrayList<>(List.of(""));
  private long textChars;

  /** A path of groups is the path around it and the name of the innermost; path 0 is empty. */
  private final List<Path> paths = new ArrayList<>(List.of(new Path(0, 0)));

  /** Path ids by hash, open addressing, 0 where free. */
  private int[] slots = new int[64];

  private record Path(int outer, int name) {}

  @Override
  public String text(int id) {
    return texts.get(id);
  }

  @Override
  public List<String> groups(int groupsId) {
    List<String> names = new ArrayList<>();
    for (int id = groupsId; id != 0; id = paths.get(id).outer()) {
      names.addFirst(text(paths.get(id).name()));
    }
    return List.copyOf(names);
  }

  /** How many strings there are, to come back to by {@link #forget}. */
  int mark() {
    return texts.size();
  }

  /** Drops the strings since the mark: those of a record that was not whole yet. */
  void forget(int mark) {
    while (texts.size() > mark) {
      textChars -= texts.removeLast().length();
    }
  }

  int readCached(Cursor cursor) {
    int index = cursor.readInt();
    if (index < 0) {
      if (-(long) index >= texts.size()) {
        throw new Cursor.Impossible(
            "string %d is used and was never given".formatted(-(long) index));
      }
      return -index;
    }
    if (index != texts.size()) {
      throw new Cursor.Impossible(
          "a new string has the index %d, not %d".formatted(index, texts.size()));
    }
    String text = cursor.readString();
    if (textChars + text.length() > TEXT_CHARS_MAX) {
      throw new Cursor.Impossible(
          "there are more than %d characters of different names and messages"
              .formatted(TEXT_CHARS_MAX));
    }
    textChars += text.length();
    texts.add(text);
    return index;
  }

  /** The path inside {@code outer} with this innermost group. */
  int path(int outer, int name) {
    int slot = slot(outer, name);
    if (slots[slot] == 0) {
      if (paths.size() * 2 >= slots.length) {
        grow();
        slot = slot(outer, name);
      }
      slots[slot] = paths.size();
      paths.add(new Path(outer, name));
    }
    return slots[slot];
  }

  private int slot(int outer, int name) {
    int mask = slots.length - 1;
    int slot = (((outer * 0x9E3779B9 + name) * 0x85EBCA6B) >>> 7) & mask;
    while (slots[slot] != 0) {
      Path path = paths.get(slots[slot]);
      if (path.outer() == outer && path.name() == name) {
        break;
      }
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    slots = new int[slots.length * 2];
    for (int id = 1; id < paths.size(); id++) {
      slots[slot(paths.get(id).outer(), paths.get(id).name())] = id;
    }
  }
}
