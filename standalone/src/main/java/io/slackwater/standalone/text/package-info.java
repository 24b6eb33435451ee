/** Words and numbers as people read them. */
@NullMarked
package io.slackwater.standalone.text;

import org.jspecify.annotations.NullMarked;
