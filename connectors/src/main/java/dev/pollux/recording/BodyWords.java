package dev.pollux.recording;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Words for sides, joints and axes of robots in German, French, Spanish and Italian, and abbreviations, with the usual
 * English words of joint names.
 */
final class BodyWords {
    private static final Map<String, String> ENGLISH = new HashMap<>();

    static {
        put("left", "l lft links linke linker linkes gauche izquierda izquierdo sinistra sinistro");
        put("right", "r rgt rechts rechte rechter rechtes droit droite derecha derecho destra destro");
        put("hip", "hüfte hüft hueft hüftgelenk hanche cadera anca");
        put("knee", "knie kniegelenk genou rodilla ginocchio");
        put("ankle", "knöchel sprunggelenk fußgelenk fussgelenk cheville tobillo caviglia");
        put("toe", "zeh zehe zehen orteil orteils");
        put("waist", "taille cintura vita");
        put("torso", "rumpf oberkörper torse tronc tronco");
        put("shoulder", "schulter schultergelenk épaule epaule hombro spalla");
        put("elbow", "ellbogen ellenbogen ellbogengelenk coude codo gomito");
        put("wrist", "handgelenk poignet muñeca muneca polso");
        put("neck", "hals nacken cou cuello collo");
        put("head", "kopf tête tete cabeza testa");
        put("pitch", "nicken nick tangage cabeceo beccheggio");
        put("roll", "rollen roulis balanceo rollio");
        put("yaw", "gieren gier lacet guiñada guinada imbardata");
    }

    private BodyWords() {}

    private static void put(String english, String others) {
        Arrays.stream(others.split(" ")).forEach(other -> ENGLISH.put(other, english));
    }

    /** The English form of a lower-case word; the word itself if none is known. */
    static String inEnglish(String word) {
        return ENGLISH.getOrDefault(word, word);
    }
}
