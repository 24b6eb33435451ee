/** Words for people, in answers and on terminals alike. */
@NullMarked
package io.slackwater.runtime.text;

import org.jspecify.annotations.NullMarked;
