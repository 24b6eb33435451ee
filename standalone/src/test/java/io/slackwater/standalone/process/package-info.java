@NullMarked
package io.slackwater.standalone.process;

import org.jspecify.annotations.NullMarked;
