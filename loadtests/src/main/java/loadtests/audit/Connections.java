package loadtests.audit;

import java.sql.Connection;
import java.sql.SQLException;

/** A way to the platform's database. */
@FunctionalInterface
public interface Connections {
  Connection open() throws SQLException;
}
