@NullMarked
package io.slackwater.standalone.history;

import org.jspecify.annotations.NullMarked;
