@NullMarked
package io.slackwater.lab.host;

import org.jspecify.annotations.NullMarked;
