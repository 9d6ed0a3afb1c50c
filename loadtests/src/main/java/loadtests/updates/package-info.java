/** Changes of the deployment while it is under load. */
@NullMarked
package loadtests.updates;

import org.jspecify.annotations.NullMarked;
