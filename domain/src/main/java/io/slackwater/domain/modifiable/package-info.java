/** Whether a VM may be updated now, and if not, why not. */
@NullMarked
package io.slackwater.domain.modifiable;

import org.jspecify.annotations.NullMarked;
