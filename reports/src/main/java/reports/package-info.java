@NullMarked
package reports;

import org.jspecify.annotations.NullMarked;
