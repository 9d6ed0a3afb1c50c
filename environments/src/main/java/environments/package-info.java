/**
 * Where a run happens: environments that start the platform, seed it, describe it and leave nothing
 * behind. {@link environments.Environments} is the entry; nothing here judges anything.
 */
@NullMarked
package environments;

import org.jspecify.annotations.NullMarked;
