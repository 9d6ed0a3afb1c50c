package environments;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SortedSet;
import java.util.TreeSet;

/** The classes of a folder that a class needs, found in the constant pools of their files. */
final class ClassClosure {

  private ClassClosure() {}

  /**
   * The files of a class, of all classes that it names, and of all that these name.
   *
   * @param classes the root of the class files; classes outside it are left out
   * @param name the class to begin with, in internal form such as {@code lms/Seed}
   */
  static SortedSet<Path> of(Path classes, String name) throws IOException {
    SortedSet<Path> found = new TreeSet<>();
    Deque<Path> open = new ArrayDeque<>();
    open.add(classes.resolve(name + ".class"));
    while (!open.isEmpty()) {
      Path file = open.remove();
      if (Files.isRegularFile(file) && found.add(file)) {
        for (PoolEntry entry : ClassFile.of().parse(file).constantPool()) {
          if (entry instanceof ClassEntry named && !named.asInternalName().startsWith("[")) {
            open.add(classes.resolve(named.asInternalName() + ".class"));
          }
        }
      }
    }
    return found;
  }
}
