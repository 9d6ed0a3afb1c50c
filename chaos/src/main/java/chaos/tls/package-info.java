/** TLS of visits to a run's own platform. */
@NullMarked
package chaos.tls;

import org.jspecify.annotations.NullMarked;
