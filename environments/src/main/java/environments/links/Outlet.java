package environments.links;

import java.io.IOException;

/** Where bytes go on to. */
interface Outlet {
  void pass(Chunk chunk) throws IOException, InterruptedException;

  /** There are no more. */
  void end() throws IOException, InterruptedException;
}
