/** Sets and removes policies: by a person's order, or by the files of a directory. */
@NullMarked
package io.slackwater.executor.setting;

import org.jspecify.annotations.NullMarked;
