@NullMarked
package chaos;

import org.jspecify.annotations.NullMarked;
