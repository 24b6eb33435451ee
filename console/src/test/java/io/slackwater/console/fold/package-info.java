@NullMarked
package io.slackwater.console.fold;

import org.jspecify.annotations.NullMarked;
