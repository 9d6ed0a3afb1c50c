@NullMarked
package environments;

import org.jspecify.annotations.NullMarked;
