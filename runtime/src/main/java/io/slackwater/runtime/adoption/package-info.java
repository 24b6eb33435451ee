/** The operator's rules that say which existing volumes contain which portion versions. */
@NullMarked
package io.slackwater.runtime.adoption;

import org.jspecify.annotations.NullMarked;
