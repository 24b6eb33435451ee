@NullMarked
package io.slackwater.standalone.demo.model;

import org.jspecify.annotations.NullMarked;
