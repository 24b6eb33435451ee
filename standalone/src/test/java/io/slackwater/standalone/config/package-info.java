@NullMarked
package io.slackwater.standalone.config;

import org.jspecify.annotations.NullMarked;
