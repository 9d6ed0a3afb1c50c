package lms.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lms.platform.Limits;
import org.jspecify.annotations.Nullable;

/**
 * The JSON Schemas of the API's records, collected while they are asked for. Belongs to one thread.
 *
 * <p>Every field is there unless it is left out where it is null, null only where its type is
 * {@code @Nullable}, and there are no others: that is how records are written and read here.
 */
final class Schemas {
  private final Map<Class<?>, String> names = new LinkedHashMap<>();
  private final Map<String, Object> components = new TreeMap<>();

  /** All records met so far, by name. */
  Map<String, Object> components() {
    return components;
  }

  /** The schema of a type: a reference where it is a record. */
  Map<String, Object> of(Type type) {
    if (type instanceof ParameterizedType generic) {
      return ofGeneric(generic);
    }
    if (!(type instanceof Class<?> plain)) {
      throw new IllegalArgumentException("The API can't describe " + type);
    }
    if (plain.isRecord()) {
      return Map.of("$ref", "#/components/schemas/" + name(plain));
    }
    if (plain.isEnum()) {
      return Map.of("type", "string", "enum", words(plain));
    }
    return ofValue(plain);
  }

  private Map<String, Object> ofGeneric(ParameterizedType generic) {
    Class<?> raw = (Class<?>) generic.getRawType();
    Type[] arguments = generic.getActualTypeArguments();
    if (Collection.class.isAssignableFrom(raw)) {
      return Map.of("type", "array", "items", of(arguments[0]));
    }
    if (Map.class.isAssignableFrom(raw)) {
      return Map.of("type", "object", "additionalProperties", of(arguments[1]));
    }
    throw new IllegalArgumentException("The API can't describe " + generic);
  }

  private static Map<String, Object> ofValue(Class<?> type) {
    if (type == String.class) {
      return Map.of("type", "string");
    }
    if (type == int.class || type == Integer.class) {
      return whole("int32", Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
    if (type == long.class || type == Long.class) {
      return whole("int64", Long.MIN_VALUE, Long.MAX_VALUE);
    }
    if (type == double.class || type == Double.class) {
      return Map.of("type", "number", "format", "double");
    }
    if (type == boolean.class || type == Boolean.class) {
      return Map.of("type", "boolean");
    }
    if (type == Instant.class) {
      return Map.of("type", "string", "format", "date-time");
    }
    if (type == LocalDate.class) {
      return Map.of("type", "string", "format", "date");
    }
    if (type == Object.class) {
      return Map.of();
    }
    throw new IllegalArgumentException("The API can't describe " + type);
  }

  private static Map<String, Object> whole(String format, long min, long max) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "integer");
    schema.put("format", format);
    schema.put("minimum", min);
    schema.put("maximum", max);
    return schema;
  }

  private static List<String> words(Class<?> type) {
    return Arrays.stream(type.getEnumConstants()).map(Object::toString).toList();
  }

  /** Its own name, after the name of what it stands in where another has it already. */
  private String name(Class<?> type) {
    String known = names.get(type);
    if (known != null) {
      return known;
    }
    String name = type.getSimpleName();
    for (Class<?> outer = type.getEnclosingClass();
        outer != null && components.containsKey(name);
        outer = outer.getEnclosingClass()) {
      name = outer.getSimpleName() + name;
    }
    if (components.containsKey(name)) {
      throw new IllegalStateException("The API has two records that are called " + name);
    }
    names.put(type, name);
    components.put(name, Map.of()); // Before its fields, which may lead back to it.
    components.put(name, ofRecord(type));
    return name;
  }

  private Map<String, Object> ofRecord(Class<?> type) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      properties.put(component.getName(), ofComponent(component));
      if (!leftOutWhereNull(component)) {
        required.add(component.getName());
      }
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", properties);
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    schema.put("additionalProperties", false);
    return schema;
  }

  private Map<String, Object> ofComponent(RecordComponent component) {
    Map<String, Object> schema = limited(of(component.getGenericType()), component);
    return isNullable(component) && !leftOutWhereNull(component) ? orNull(schema) : schema;
  }

  private static boolean leftOutWhereNull(RecordComponent component) {
    JsonInclude include = component.getAccessor().getAnnotation(JsonInclude.class);
    return include != null && include.value() == JsonInclude.Include.NON_NULL;
  }

  private static boolean isNullable(RecordComponent component) {
    AnnotatedElement type = component.getAnnotatedType();
    return type.isAnnotationPresent(Nullable.class);
  }

  private static Map<String, Object> orNull(Map<String, Object> schema) {
    if (schema.get("type") instanceof String type && !schema.containsKey("enum")) {
      Map<String, Object> either = new LinkedHashMap<>(schema);
      either.put("type", List.of(type, "null"));
      return either;
    }
    return Map.of("anyOf", List.of(schema, Map.of("type", "null")));
  }

  private static Map<String, Object> limited(
      Map<String, Object> schema, RecordComponent component) {
    Limits limits = component.getAnnotation(Limits.class);
    if (limits == null) {
      return schema;
    }
    boolean text = "string".equals(schema.get("type"));
    Map<String, Object> limited = new LinkedHashMap<>(schema);
    if (limits.min() != Long.MIN_VALUE) {
      limited.put(text ? "minLength" : "minimum", limits.min());
    }
    if (limits.max() != Long.MAX_VALUE) {
      limited.put(text ? "maxLength" : "maximum", limits.max());
    }
    if (!limits.pattern().isEmpty()) {
      limited.put("pattern", limits.pattern());
    }
    if (limits.words().length > 0) {
      limited.put("enum", List.of(limits.words()));
    }
    return limited;
  }
}
