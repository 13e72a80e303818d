export { answerKeys as GET } from "@/server/auth/published-keys";
